resource Data: AWS::S3::Bucket {
  VersioningConfiguration: { ‸ }
}
