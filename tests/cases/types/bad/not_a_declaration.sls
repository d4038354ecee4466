// A text where a declaration is wanted.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  network: "vpc-123"
}
