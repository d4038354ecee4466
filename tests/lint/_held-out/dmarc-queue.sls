// After pkboom/aws-sam at dc080af, dmarc-dev/s3_sqs/template.yaml: what matters of it, written anew.
resource DmarcQueue: AWS::SQS::Queue {
  VisibilityTimeout: 305
  RedrivePolicy:     { deadLetterTargetArn: DeadLetterQueue.Arn, maxReceiveCount: 3 }
}
resource DeadLetterQueue: AWS::SQS::Queue {}
resource DmarcQueuePolicy: AWS::SQS::QueuePolicy {
  Queues: [DmarcQueue.ref], PolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      {
        Effect:    "Allow"
        Principal: { Service: "s3.amazonaws.com" }
        Action:    ["sqs:SendMessage"]
        Resource:  DmarcQueue.Arn
      },
    ]
  }
}
@depends_on(DmarcQueuePolicy)
resource DmarcBucket: AWS::S3::Bucket {
  NotificationConfiguration: {
    QueueConfigurations: [{ Event: "s3:ObjectCreated:Put", Queue: DmarcQueue.Arn }]
  }
}
