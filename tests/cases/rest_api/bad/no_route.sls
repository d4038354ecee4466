// An API that is deployed with nothing in it.
rest_api Front {}

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http GET "/orders"
}
