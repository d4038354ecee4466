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
    Logging:              { Bucket: "logs.s3.amazonaws.com" }
  }
}

resource Shop: AWS::CloudFront::Distribution {
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

resource Logs: AWS::Logs::DeliverySource {
  Name:        "shop"
  LogType:     "ACCESS_LOGS"
  ResourceArn: "arn:aws:cloudfront::${aws.account}:distribution/${Shop}"
}
