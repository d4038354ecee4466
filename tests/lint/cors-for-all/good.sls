api Front { cors: { origins: ["https://shop.example.com"] } }
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/orders"
}

rest_api Rest { cors: { origins: ["https://example.com"] } }

function Web {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http Rest GET "/"
}
