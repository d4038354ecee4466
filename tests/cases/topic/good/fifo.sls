// A FIFO topic with a FIFO queue.
topic T { fifo: true, deduplicate: true }
queue Q { fifo: true }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on topic T { via: Q }
}
