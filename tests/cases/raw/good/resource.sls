// Raw resources: scalars as they are written, attributes as AWS names them.
resource Topic: AWS::SNS::Topic {
  DisplayName: "256"
  Tags: [{ Key: "n", Value: "000400" }]
}
resource Sub: AWS::SNS::Subscription {
  Protocol: "email"
  TopicArn: Topic.ref
  Endpoint: "a@example.com"
}
output name = Topic.TopicName
output arn = Topic.ref
