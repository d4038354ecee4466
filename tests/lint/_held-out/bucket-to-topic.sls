// After Cloudzero/watts at 4ce76b9, s3-sns/template.yaml: what matters of it, written anew.
resource SNSTopicS3Destination: AWS::SNS::Topic {}
resource SourceBucket: AWS::S3::Bucket {
  NotificationConfiguration: {
    TopicConfigurations: [{ Topic: SNSTopicS3Destination.ref, Event: "s3:ObjectCreated:*" }]
  }
}
resource SNSTopicS3DestinationPolicy: AWS::SNS::TopicPolicy {
  Topics: [SNSTopicS3Destination.ref]
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      {
        Effect:    "Allow"
        Principal: { Service: ["s3.amazonaws.com"] }
        Action:    "sns:Publish"
        Resource:  "*"
      },
    ]
  }
}
