queue Jobs {}
resource JobsAccess: AWS::SQS::QueuePolicy {
  Queues: [Jobs.url]
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [{
      Effect:    "Allow"
      Principal: "*"
      Action:    "sqs:SendMessage"
      Resource:  Jobs.arn
      Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
    }]
  }
}
