// Whatever the order of declarations, what is needed comes first.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { JOBS: Jobs, TOPIC: Topic.arn }
  on queue Jobs {}
}
queue Jobs { dead_letter: Failed }
@depends_on(Failed)
topic Topic {}
queue Failed {}
