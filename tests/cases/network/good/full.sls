network Main {
  zones:     3
  cidr:      "172.20.0.0/22"
  nat:       each
  endpoints: [s3, dynamodb, sqs]
  flow_logs: { retain: 7 days, traffic: reject }
  name:      "main"
  tags:      { team: "net" }
}
output private = join(",", Main.private_subnets)
