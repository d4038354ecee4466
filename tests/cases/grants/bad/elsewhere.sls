// Triggers and permissions in the words of other tools.
queue Jobs {}
topic News {}
table Orders { key: { id: string }, stream: new_image }
bucket Files {}

function Work {
  code: "../../_code/py"
  handler: "app.place"
  runtime: python3.13

  can get Orders
  can put Orders, Files
  can publish Jobs
  can sqs:SendMessage on Jobs.arn
  can "sqs:SendMessage" Jobs.arn

  on sqs Jobs
  on sns News
  on s3 Files
  on cron rate(5 min)
  on schedule "rate(5 minutes)"
  on schedule "cron(0 8 * * ? *)"
  on http GET /orders/{id}
  on httpApi GET "/orders"
  on dynamodb Orders
}
