// A quantity where CloudFormation wants a number.
resource X: AWS::SQS::Queue { DelaySeconds: 10 s }
