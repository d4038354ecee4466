function Report {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  timeout: 20 s
  on http GET "/report"
}
