// what stands in a `template` block is compared like the rest
stack Shop { format_version: null }

@deletion_policy("Retain")
@update_replace_policy("Retain")
resource Files: AWS::S3::Bucket {}

template {
  Parameters: { Kind: { Type: "String", Default: "b" } }
  Resources: {
    Jobs: { Type: "AWS::SQS::Queue", Properties: { QueueName: "work", DelaySeconds: 5 } }
  }
}
