secret Database {}
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  env:     { DATABASE_SECRET_ARN: Database.arn }
  can read Database
}
