resource Jobs: AWS::SQS::Queue {
  SqsManagedSseEnabled: false
}
