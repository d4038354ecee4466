queue Ordered { fifo: true }

function Work {
  code:        "../../_code/py"
  runtime:     python3.13
  handler:     "app.place"
  dead_letter: Ordered
  async:       { retries: 3, max_age: 7 h, on_failure: Ordered }
}
