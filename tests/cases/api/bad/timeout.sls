// A timeout that the gateway does not take.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http GET "/x" { timeout: 60 s }
}
