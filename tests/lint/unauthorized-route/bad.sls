function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http GET "/orders"
}

rest_api Front {}

function More {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/more"
}
