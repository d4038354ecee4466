resource Uploads: AWS::S3::Bucket {
}
