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
  }
}

resource Live: AWS::ApiGateway::Stage {
  RestApiId:    "a1b2c3"
  StageName:    "live"
  DeploymentId: "d4e5f6"
}

resource Balancer: AWS::ElasticLoadBalancingV2::LoadBalancer {
  Subnets: ["subnet-0a1b2c3d", "subnet-1a2b3c4d"]
}

resource Graph: AWS::AppSync::GraphQLApi { Name: "graph", AuthenticationType: "AWS_IAM" }
