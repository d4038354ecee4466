resource Names: AWS::ApiGateway::DomainName {
  DomainName:     "api.example.com"
  SecurityPolicy: "TLS_1_0"
}

resource Site: AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [
      {
        Id:         "site"
        DomainName: "www.example.com"
        CustomOriginConfig: {
          OriginProtocolPolicy: "https-only"
          OriginSSLProtocols:   ["TLSv1", "TLSv1.2"]
        }
      },
    ]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "https-only" }
  }
}
