resource Site: AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [
      {
        Id:                 "site"
        DomainName:         "www.example.com"
        CustomOriginConfig: { OriginProtocolPolicy: "https-only" }
      },
    ]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "https-only" }
    WebACLId:             "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1"
  }
}

resource Shop: AWS::ApiGateway::RestApi { Name: "shop" }
resource Live: AWS::ApiGateway::Stage {
  RestApiId:    Shop.ref
  StageName:    "live"
  DeploymentId: "d4e5f6"
}
resource Guard: AWS::WAFv2::WebACLAssociation {
  WebACLArn:   "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/shop/1"
  ResourceArn: "arn:aws:apigateway:eu-west-1::/restapis/${Shop}/stages/live"
}

resource Inner: AWS::ElasticLoadBalancingV2::LoadBalancer {
  Scheme:  "internal"
  Subnets: ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
}

resource Graph: AWS::AppSync::GraphQLApi {
  Name:               "graph"
  AuthenticationType: "AWS_IAM"
  Visibility:         "PRIVATE"
}
