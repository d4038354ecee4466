queue Jobs {}
queue Mails { dead_letter: { queue: Failed, after: 3 } }
queue Failed { retain: 14 days }
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on queue Jobs
}
function Mail {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on queue Mails
}
