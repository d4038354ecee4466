resource Jobs: AWS::SQS::Queue {
  Fifo‸Queue: true
}
