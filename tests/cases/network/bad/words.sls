network A { nat: two, endpoints: [s3, s4] }
network B { endpoints: [s3, s3] }
network C { dns: false, endpoints: [sqs] }
network D { vpc: "vpc-0123456789abcdef0" }
existing network E { zones: 2 }
network F { flow_logs: { retain: 8 days } }
