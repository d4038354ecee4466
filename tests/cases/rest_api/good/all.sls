// Every property of a REST API.
rest_api Front {
  name:                "orders"
  description:         "takes orders"
  stage:               "prod"
  variables:           { colour: "blue" }
  type:                edge
  endpoint:            false
  cors:                { origins: ["https://a.example.com", "https://b.example.com"], methods: [GET, POST], headers: ["Content-Type"], credentials: true, max_age: 10 min }
  auth:                iam
  api_key:             true
  api_key_from:        header
  usage_plan:          { name: "small", description: "for a start", quota: { limit: 1000, per: day }, throttle: { rate: 5, burst: 10 } }
  policy:              { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "execute-api:Invoke", Resource: "execute-api:/*" }] }
  models:              { Order: { type: "object", required: ["id"], properties: { id: { type: "string" } } } }
  binary_types:        ["image/png"]
  minimum_compression: 1 KB
  domain:              "api.example.com"
  certificate:         "arn:aws:acm:us-east-1:123456789012:certificate/0"
  base_path:           "v1"
  throttle:            { rate: 100, burst: 200 }
  cache:               { size: 0.5, ttl: 1 min }
  logs:                { retain: 7 days }
  execution_logs:      error
  metrics:             true
  tracing:             true
  fail_on_warnings:    true
  tags:                { team: "orders" }
}

function Orders {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Front POST "/orders" { require: { body: "Order", headers: "X-Tenant" } }
  on http Front GET "/orders" { require: { query: ["page"] }, api_key: false }
  on http Front GET "/health" { auth: none, api_key: false }
  on http Front PUT "/orders/{id}" { credentials: caller, require: { body: "Order" } }
}

function Caller {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { STAGE: "prod" }
  can call Front
}

alarm Errors {
  metric: Front.errors_5xx
  above:  0
  for:    5 min
}

output url = Front.url
