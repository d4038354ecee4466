function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  env:     { DB_PASSWORD: "Tr0ub4dor-and-3" }
}
