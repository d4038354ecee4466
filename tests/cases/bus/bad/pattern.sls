// A pattern whose leaf is no list.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on event { source: "shop" }
}
