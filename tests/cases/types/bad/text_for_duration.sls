// A text where a duration is wanted.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  timeout: "10 seconds"
}
