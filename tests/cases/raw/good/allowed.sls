// `@allow` takes a schema's word back where the service knows better; references and coerced scalars pass.
@allow(unknown-property, "new since last week")
resource Jobs: AWS::SQS::Queue {
  BrandNew: true
  DelaySeconds: "5"
  FifoQueue: "true"
}
resource Sub: AWS::SNS::Subscription {
  Protocol: "sqs"
  TopicArn: "{{resolve:ssm:topic}}"
  Endpoint: Jobs.Arn
  RawMessageDelivery: "true"
}
