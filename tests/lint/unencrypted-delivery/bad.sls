resource Clicks: AWS::KinesisFirehose::DeliveryStream {
  HttpEndpointDestinationConfiguration: {
    EndpointConfiguration: { Url: "https://example.com" }
    S3Configuration: {
      BucketARN: "arn:aws:s3:::clicks"
      RoleARN:   "arn:aws:iam::111122223333:role/clicks"
    }
  }
}
