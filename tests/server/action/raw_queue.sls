/// What is to be done.
@was("Tasks")
resource Jobs: AWS::SQS::Queue {
  VisibilityTimeout: ‸120   // two minutes
  DelaySeconds: 5
}

function Run {
  code: "src/orders", handler: "app.place", runtime: python3.13
  env: { QUEUE: Jobs.ref }
}

output arn = Jobs.Arn
output text = "of ${Jobs.QueueName}"
