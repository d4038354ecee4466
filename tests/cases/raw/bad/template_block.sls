// what a `template` block says is checked as all else is, and so is what an intrinsic written out refers to
stack Shop {}

@retain
resource Files: AWS::S3::Bucket {
  BucketName: { "Ref": "Missing" }
  Tags: [
    { Key: "a", Value: { "Fn::GetAtt": ["Gone", "Arn"] } }
    { "Fn::If": ["Never", { Key: "b", Value: "c" }, { "Ref": "AWS::NoValue" }] }
  ]
}

template {
  Parameters: { Size: { Type: "Number", MinValue: 5, Default: 1 } }
  Conditions: { Big: { "Fn::Equals": [{ Ref: "Siz" }, "10"] } }
  Resources: {
    Jobs: {
      Type: "AWS::SQS::Queue"
      Condition: "Bigger"
      Properties: { DelaySecond: 5, VisibilityTimeout: "ten" }
    }
    Topic: { Type: "AWS::SNS::Topc" }
  }
  Outputs: { Arn: { Value: { "Fn::GetAtt": ["Jobs", "Color"] } } }
  Resource: {}
}
