resource Jobs: AWS::SQS::‸
