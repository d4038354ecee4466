/// Triggers whose resources keep the ids that they have in what is deployed.
stack TriggerIds

queue Jobs
topic News
table Orders {
  key:    { id: string }
  stream: new_image
}
bucket Uploads

function Worker {
  code:    inline("def run(event, context): pass")
  handler: "index.run"
  runtime: python3.13

  @id("WorkerJob") on queue Jobs { batch: 5 }
  @id("WorkerNews") on topic News
  @id("WorkerChange")
  on table Orders
  @id("WorkerUpload") on bucket Uploads created
  @id("WorkerPlaced") on event { source: ["shop"] }
  @id("WorkerNightly") on schedule rate(1 day)
  @id("WorkerPing") on http GET "/ping"
}
