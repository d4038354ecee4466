// Routes of the API that is made where none is declared.
function Orders {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http GET "/orders"
  on http POST "/orders" { timeout: 5 s }
}
function Rest {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http ANY "/{proxy+}"
  on http "$default"
}
output first = Orders.arn
