// A verb on a kind that has none.
security_group G { network: N }
network N {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can use G
}
