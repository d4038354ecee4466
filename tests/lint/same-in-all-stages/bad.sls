stages {
  dev:  { keep: 1 days, size: 512 MB }
  prod: { keep: 9 days, size: 512 MB }
}
queue Jobs { retain: stage.keep }
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  memory:  stage.size
}
