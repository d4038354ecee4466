api Front { cors: true }
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/orders"
}

rest_api Rest { cors: true }

function Web {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http Rest GET "/"
}
