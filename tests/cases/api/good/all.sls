// An API with everything.
param certificate: string
api Front {
  cors:        { origins: ["https://example.com"], methods: [GET, POST], headers: ["authorization"], credentials: true, max_age: 1 h }
  auth:        jwt("https://issuer.example.com", ["web"], ["orders"])
  domain:      "api.example.com"
  certificate: certificate
  throttle:    { rate: 100, burst: 200 }
  logs:        { retain: 14 days }
  metrics:     true
  endpoint:    false
}
function Orders {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http GET "/orders/{id}"
  on http GET "/health" { auth: none }
  on http POST "/admin" { auth: iam }
}
function Guard {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
}
function Guarded {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/guarded" { auth: Guard }
}
function Caller {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can call Front
}
output url = Front.url
