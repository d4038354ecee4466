‸resource Failed: AWS::SQS::Queue {
  MessageRetentionPeriod: 1209600
}

resource Jobs: AWS::SQS::Queue {
  RedrivePolicy: { deadLetterTargetArn: Failed.Arn, maxReceiveCount: 5 }
}‸

output url = Jobs.ref
