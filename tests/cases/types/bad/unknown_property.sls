// A property by the name that CloudFormation gives it.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  MemorySize: 512
}
