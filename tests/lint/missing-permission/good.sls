function Report {
  code: inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
}

resource Nightly: AWS::Events::Rule {
  ScheduleExpression: "cron(0 3 ? * * *)"
  Targets: [{ Id: "Report", Arn: Report.arn }]
}

resource LetNightly: AWS::Lambda::Permission {
  Action: "lambda:InvokeFunction"
  FunctionName: Report
  Principal: "events.amazonaws.com"
  SourceArn: Nightly.Arn
}

queue Jobs

topic News

resource ToJobs: AWS::SNS::Subscription {
  TopicArn: News.arn
  Protocol: "sqs"
  Endpoint: Jobs.arn
}

resource LetNews: AWS::SQS::QueuePolicy {
  Queues: [Jobs.url]
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      {
        Effect: "Allow"
        Principal: { Service: "sns.amazonaws.com" }
        Action: "sqs:SendMessage"
        Resource: Jobs.arn
        Condition: { ArnEquals: { "aws:SourceArn": News.arn } }
      },
    ]
  }
}
