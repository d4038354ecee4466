resource Uploads: AWS::S3::Bucket {
  LoggingConfiguration: { DestinationBucketName: "central-logs", LogFilePrefix: "uploads/" }
}
