// Routes of an API of another stack, with authorizers that are made for it.
existing api Old { id: "abc123" }
function Guard {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Old GET "/x" { auth: Guard }
  on http Old GET "/y" { auth: jwt("https://issuer.example.com", ["web"]) }
}
