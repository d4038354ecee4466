// What AWS's schemas say of a raw resource: each mistake once, at its place.
resource Jobs: AWS::SQS::Queue {
  VisibiltyTimeout: 30
  DelaySeconds: 5000
  KmsMasterKeyId: ["alias/aws/sqs"]
  FifoThroughputLimit: "perGroup"
  Tags: [{ Key: "team", Value: "a" }, { Key: "team", Value: "b" }]
}
resource Mail: AWS::SNS::Topic {
  TopicArn: "arn:aws:sns:eu-west-1:123456789012:mail"
}
resource Ingest: AWS::Lambda::Function {
  Code: { ZipFile: "x", S3Bucke: "b" }
  Runtime: "python3.13"
  Handler: "index.run"
  Timeout: "a minute"
}
resource Record: AWS::Route53::RecordSet {
  HostedZoneId: "Z1234567890"
  Name: "example.com"
  Type: "A"
  AliasTarget: { DNSName: "a.example.com", HostedZoneId: "Z1234567890" }
  TTL: "60"
}
resource Disk: AWS::EC2::Volume {
  AvailabilityZone: "eu-west-1a"
}
resource Typo: AWS::SQS::Queu {}
resource Other: Org::Service::Thing { Anything: [1, "2", { goes: true }] }
resource Custom: Custom::Thing { ServiceToken: Ingest.Arn, More: 1 }
