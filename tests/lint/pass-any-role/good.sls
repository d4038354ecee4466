function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
}
function Deploy {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  can "iam:PassRole" on Work.role
}
