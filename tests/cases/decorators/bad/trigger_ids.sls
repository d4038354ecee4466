queue Jobs

function Worker {
  code:    inline("def run(event, context): pass")
  handler: "index.run"
  runtime: python3.13

  @id("Worker-Job") on queue Jobs
  @retain on url { auth: iam }
  @id("Jobs") on schedule rate(1 day)
}
