resource Names: AWS::ApiGateway::DomainName {
  DomainName:     "api.example.com"
  SecurityPolicy: "TLS_1_0"
}
