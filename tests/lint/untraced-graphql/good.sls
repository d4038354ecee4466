resource Shop: AWS::AppSync::GraphQLApi {
  Name:               "shop"
  AuthenticationType: "AWS_IAM"
  XrayEnabled:        true
}
