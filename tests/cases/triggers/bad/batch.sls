// Batches that AWS refuses.
queue Jobs { visibility: 1 min }
queue Fifo { fifo: true, visibility: 1 min }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on queue Jobs { batch: 100 }
  on queue Fifo { batch: 20 }
}
