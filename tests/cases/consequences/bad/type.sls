resource Users: AWS::Cognito:UserPool {}
resource Own: AWS:IAM::Role {}
