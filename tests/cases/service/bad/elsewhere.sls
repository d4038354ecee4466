// Words of CloudFormation, Terraform and CDK for services, alarms and attributes.
stack Web {}
network Main { zones: 2, nat: one }
service Web {
  image: "nginx"
  cpu: "0.5 vCPU"
  memory: 1024
  port: 80
  vpc: Main
  desired_count: 2
  autoscaling: { cpu: "60%" }
  health_check: "/health"
  environment: { A: "b" }
  on http "/*"
}
service Api {
  image: "nginx"
  cpu: 512
  memory: 1 GB
  port: 80
  network: Main
  count: "2..10"
  scale: { cpu: 60 }
  on load_balancer "/*"
}
alarm High {
  metric: Web.cpu_utilization
  threshold: 80
  evaluation_periods: 3
  alarm_actions: "a@b.c"
}
queue Jobs {}
alarm A1 { metric: Jobs.visible_messages, above: 1, for: 5 min }
alarm A2 { metric: Jobs.ApproximateAgeOfOldestMessage, above: 1, for: 5 min }
output a = Jobs.QueueUrl
output b = Jobs.queue_arn
output c = Jobs.QueueName
