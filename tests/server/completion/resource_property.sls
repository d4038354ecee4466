resource Jobs: AWS::SQS::Queue {
  QueueName: "jobs"
  Vis‸
}
