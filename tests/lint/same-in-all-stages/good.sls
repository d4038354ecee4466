stages {
  dev:  { keep: 1 days }
  prod: { keep: 9 days }
}
queue Jobs { retain: stage.keep }
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  memory:  512 MB
}
