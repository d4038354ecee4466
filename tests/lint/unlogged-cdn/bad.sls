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
