function Report {
  code: inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
}

resource Nightly: AWS::Events::Rule {
  ScheduleExpression: "cron(0 3 ? * * *)"
  Targets: [{ Id: "Report", Arn: Report.arn }]
}

resource Jobs: AWS::SQS::Queue {
}

resource News: AWS::SNS::Topic {
  Subscription: [{ Protocol: "sqs", Endpoint: Jobs.Arn }]
}
