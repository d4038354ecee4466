queue Jobs { dead_letter: Failed }
queue Failed { retain: 14 days }
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  timeout: 30 s
  on queue Jobs
}
