// Scalars that CloudFormation coerces pass, and so do references and values that are resolved at deployment.
resource Jobs: AWS::SQS::Queue {
  DelaySeconds: "5"
  FifoQueue: "true"
}
resource Sub: AWS::SNS::Subscription {
  Protocol: "sqs"
  TopicArn: "{{resolve:ssm:topic}}"
  Endpoint: Jobs.Arn
  RawMessageDelivery: "true"
}
