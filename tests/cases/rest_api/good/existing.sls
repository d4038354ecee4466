// An API of another stack that is called and watched.
existing rest_api Other { id: "abc123", stage: "v1", name: "orders" }

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { URL: Other.url }
  can call Other
}

alarm Slow {
  metric: Other.latency
  above:  1000
  for:    5 min
}
