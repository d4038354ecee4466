topic News {}
resource Others: AWS::SNS::Topic {}
