function Hook {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on url { auth: iam }
}
