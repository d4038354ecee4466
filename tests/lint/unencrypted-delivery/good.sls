resource Clicks: AWS::KinesisFirehose::DeliveryStream {
  DeliveryStreamEncryptionConfigurationInput: { KeyType: "AWS_OWNED_CMK" }
  S3DestinationConfiguration: {
    BucketARN: "arn:aws:s3:::clicks"
    RoleARN:   "arn:aws:iam::111122223333:role/clicks"
  }
}

// what it reads is encrypted as its stream is
resource Copies: AWS::KinesisFirehose::DeliveryStream {
  DeliveryStreamType: "KinesisStreamAsSource"
  KinesisStreamSourceConfiguration: {
    KinesisStreamARN: "arn:aws:kinesis:eu-west-1:111122223333:stream/clicks"
    RoleARN:          "arn:aws:iam::111122223333:role/clicks"
  }
  S3DestinationConfiguration: {
    BucketARN: "arn:aws:s3:::clicks"
    RoleARN:   "arn:aws:iam::111122223333:role/clicks"
  }
}
