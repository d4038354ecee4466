resource Shop: AWS::AppSync::GraphQLApi {
  Name:               "shop"
  AuthenticationType: "AWS_IAM"
  LogConfig: {
    CloudWatchLogsRoleArn: "arn:aws:iam::111122223333:role/logs"
    FieldLogLevel:         "ERROR"
  }
}
