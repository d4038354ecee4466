// A schedule that calls AWS itself.
schedule Stop {
  when:   cron("0 20 ? * MON-FRI *")
  target: "arn:aws:scheduler:::aws-sdk:ecs:updateService"
  input:  { Cluster: "dev", Service: "web", DesiredCount: 0 }
  can "ecs:UpdateService" on "arn:${aws.partition}:ecs:${aws.region}:${aws.account}:service/dev/web"
}
