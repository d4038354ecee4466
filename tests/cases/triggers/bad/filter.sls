// A filter that is no pattern.
queue Jobs {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on queue Jobs { filter: { body: { kind: "x" } } }
}
