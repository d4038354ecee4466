resource Site: AWS::CloudFront::Distribution {
  DistributionConfig: {
    Enabled: true
    Origins: [
      {
        Id:                    "site"
        DomainName:            "site.s3.amazonaws.com"
        S3OriginConfig:        { OriginAccessIdentity: "" }
        OriginAccessControlId: "E1ABCDEF"
      },
      {
        Id:             "old"
        DomainName:     "old.s3.amazonaws.com"
        S3OriginConfig: { OriginAccessIdentity: "origin-access-identity/cloudfront/E2ABCDEF" }
      },
    ]
    DefaultCacheBehavior: { TargetOriginId: "site", ViewerProtocolPolicy: "https-only" }
  }
}
