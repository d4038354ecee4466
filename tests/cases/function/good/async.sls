// Where events go that nobody waits for.
queue Failed {}
queue Old {}

function Audit { code: "../../_code/py", runtime: python3.13, handler: "app.place" }

function Send {
  code:        "../../_code/py"
  runtime:     python3.13
  handler:     "app.place"
  dead_letter: Old
  tracing:     active
  async:       { retries: 1, max_age: 1 h, on_success: Audit, on_failure: Failed }
}
