// A queue that hides messages for less than a call takes.
queue Jobs { visibility: 10 s }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  timeout: 30 s
  on queue Jobs {}
}
