function Price {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  timeout: 5 s
}
function Order {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  timeout: 10 s
  can invoke Price
  on http POST "/orders"
}
