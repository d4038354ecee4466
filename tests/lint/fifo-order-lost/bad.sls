queue Orders { fifo: true, dead_letter: Failed }
queue Failed { fifo: true }
queue Bills {}
function Bill {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  can send Bills
  on queue Orders
}
