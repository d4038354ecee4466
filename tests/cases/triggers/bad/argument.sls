// A trigger without its source.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on queue { batch: 10 }
}
