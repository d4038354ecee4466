// A duration that is no whole number of its unit.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  timeout: 1500 ms
}
