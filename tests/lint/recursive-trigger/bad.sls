// through a bucket, a topic and a queue, back to the bucket
bucket Pictures {}
topic Ready {}
queue Steps { dead_letter: Failed }
queue Failed { retain: 14 days }
function Shrink {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  async:   { on_failure: Failed }
  can publish Ready
  on bucket Pictures created
}
function Sharpen {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  can write Pictures
  on topic Ready { via: Steps }
}
