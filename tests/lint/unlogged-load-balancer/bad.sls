param subnets: list<AWS::EC2::Subnet::Id>

resource Front: AWS::ElasticLoadBalancingV2::LoadBalancer {
  Scheme:  "internal"
  Subnets: subnets
  LoadBalancerAttributes: [
    { Key: "access_logs.s3.enabled", Value: "false" }
    { Key: "access_logs.s3.bucket", Value: "central-logs" }
  ]
}
