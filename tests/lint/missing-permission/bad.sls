function Report {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
}

resource Nightly: AWS::Events::Rule {
  ScheduleExpression: "cron(0 3 ? * * *)"
  Targets:            [{ Id: "Report", Arn: Report.arn }]
}

resource Jobs: AWS::SQS::Queue {
}

resource News: AWS::SNS::Topic {
  Subscription: [{ Protocol: "sqs", Endpoint: Jobs.Arn }]
}

resource Anybody: AWS::Lambda::Url { AuthType: "NONE", TargetFunctionArn: Report.arn }

resource Late: AWS::SQS::Queue {
}

resource Hourly: AWS::Events::Rule {
  ScheduleExpression: "rate(1 hour)"
  Targets: [
    {
      Id:               "Jobs"
      Arn:              "arn:aws:sqs:eu-west-1:111122223333:jobs"
      DeadLetterConfig: { Arn: Late.Arn }
    },
  ]
}

resource Late2: AWS::SNS::Subscription {
  TopicArn: News.ref, Protocol: "https", Endpoint: "https://example.com", RedrivePolicy: {
    deadLetterTargetArn: Late.Arn
  }
}

resource Old: AWS::ApiGatewayV2::Api { Name: "old", ProtocolType: "HTTP" }
resource New: AWS::ApiGatewayV2::Api { Name: "new", ProtocolType: "HTTP" }

resource Calls: AWS::ApiGatewayV2::Integration {
  ApiId: New.ref, IntegrationType: "AWS_PROXY", IntegrationUri: Report.arn, PayloadFormatVersion: "2.0"
}

resource LetOld: AWS::Lambda::Permission {
  Action:       "lambda:InvokeFunction"
  FunctionName: Report
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    "arn:aws:execute-api:${aws.region}:${aws.account}:${Old}/*"
}
