// An operator that patterns do not have.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on event { source: [{ startswith: "shop" }] }
}
