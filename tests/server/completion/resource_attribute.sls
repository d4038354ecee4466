resource Jobs: AWS::SQS::Queue {}
output arn = Jobs.‸
