resource Jobs {
  QueueName: "jobs"
}
