resource Site: AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [
      {
        Id:             "site"
        DomainName:     "site.s3.amazonaws.com"
        S3OriginConfig: { OriginAccessIdentity: "" }
      },
    ]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "https-only" }
  }
}
