// A function that is given the address of the API that names it.
rest_api Front {}

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { URL: Front.url }
  on http Front GET "/a"
}
