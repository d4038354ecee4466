function Work {
  code: inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  memory: 512 MB
  timeout: 10 s
}
