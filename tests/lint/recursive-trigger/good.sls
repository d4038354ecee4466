bucket Pictures {}
queue Failed { retain: 14 days }
function Shrink {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  async:   { on_failure: Failed }
  can write Pictures["small/*"]
  on bucket Pictures created { prefix: "in/" }
}
