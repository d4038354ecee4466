resource Clicks: AWS::Kinesis::Stream {}
