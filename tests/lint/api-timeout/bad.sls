function Report {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  timeout: 2 min
  on http GET "/report"
}
