resource Live: AWS::ApiGateway::Stage {
  RestApiId:    "a1b2c3"
  StageName:    "live"
  DeploymentId: "d4e5f6"
}
