// Routes of one definition; a condition, any method, and the rest of a path.
param beta: bool = false

/// Takes orders.
rest_api Front { stage: "v1" }

function Orders {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/orders/{id}" { timeout: 10 s }
  on http Front POST "/orders"
  on http Front "/"
  if beta {
    on http Front GET "/beta/{proxy+}"
  }
}

function Stream {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  timeout: 5 min
  on http Front GET "/stream" { stream: true, timeout: 5 min }
}

output url   = Front.url
output id    = Front.id
output stage = Front.stage
output root  = Front.root
