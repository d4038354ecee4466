table Orders { key: { id: string }, stream: new_image }
queue Failed { retain: 14 days }
function Copy {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on table Orders
}
function Count {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on table Orders { on_failure: Failed }
}
