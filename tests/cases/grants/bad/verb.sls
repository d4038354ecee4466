// A verb that a kind does not have.
queue Jobs {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can read Jobs
}
