resource Cdn: AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [{ Id: "site", DomainName: "site.example.com", CustomOriginConfig: { OriginProtocolPolicy: "https-only" } }]
    DefaultCacheBehavior: {
      TargetOriginId:       "site"
      ViewerProtocolPolicy: "redirect-to-https"
    }
  }
}
