// `$default` takes every method.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http GET "$default"
}
