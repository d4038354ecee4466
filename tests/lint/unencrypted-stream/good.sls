resource Clicks: AWS::Kinesis::Stream {
  StreamEncryption: { EncryptionType: "KMS", KeyId: "alias/aws/kinesis" }
}
