function Nightly {
  code: inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"

  on schedule rate(1 day)
}
