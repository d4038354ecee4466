bus Shop {}
bus Billing {}
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  async:   { on_failure: Failed }
  can publish Billing
  on event Shop { source: ["shop"], detail_type: ["placed"] }
}
queue Failed { retain: 14 days }
