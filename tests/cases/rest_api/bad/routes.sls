// Routes that a REST API does not take.
rest_api Front { type: edge, models: { Order: {} } }

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "$default"
  on http Front GET "orders"
  on http Front GET "/orders/"
  on http Front GET "/orders/{id}"
  on http Front PUT "/orders/{key}"
  on http Front GET "/same"
  on http Front GET "/same"
  on http Front GET "/slow" { timeout: 40 s }
  on http Front GET "/payload" { payload: v2 }
  on http Front POST "/body" { require: { body: "Ordr" } }
}
