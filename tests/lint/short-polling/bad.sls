resource Jobs: AWS::SQS::Queue {}
