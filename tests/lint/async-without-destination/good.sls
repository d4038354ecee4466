queue Failed { retain: 14 days }
topic News {}
function Tell {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  async:   { on_failure: Failed }
  on topic News
}
