function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http GET "/orders" { auth: iam }
}

rest_api Front { auth: iam, cors: { origins: ["https://example.com"] } }

function More {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/more"
}
