/// Orders of partners over a REST API: a key each, so many requests a day, and bodies that are checked before any code runs.
stack Partners

/// What partners call.
rest_api Front {
  stage:      "v1"
  api_key:    true
  usage_plan: { quota: { limit: 10_000, per: day }, throttle: { rate: 10, burst: 20 } }
  throttle:   { rate: 100, burst: 200 }
  models: {
    Order: {
      type:     "object"
      required: ["partner", "item", "count"]
      properties: {
        partner: { type: "string" }
        item:    { type: "string" }
        count:   { type: "integer", minimum: 1 }
      }
    }
  }
  cors: { origins: ["https://partners.example.com"], headers: ["content-type", "x-api-key"] }
}

table Orders { key: { partner: string, id: string } }

defaults function {
  code:    "src"
  runtime: python3.13
  arch:    arm64
  memory:  256 MB
  timeout: 10 s
  env:     { ORDERS: Orders }
}

function Place {
  handler: "orders.place"
  can write Orders
  on http Front POST "/orders" { require: { body: "Order" } }
}

function List {
  handler: "orders.list_of"
  can read Orders
  on http Front GET "/partners/{partner}/orders"
}

function Health {
  handler: "orders.health"
  on http Front GET "/health" { api_key: false }
}

output url = Front.url
