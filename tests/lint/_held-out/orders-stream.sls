// After DeepaliDDange/ecommerce-realtime-analytics at 336521b, sam/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket RawBucket {}
resource OrdersStream: AWS::Kinesis::Stream { ShardCount: 1 }
table MetricsTable { key: { pk: string, sk: string } }
topic AlertsTopic {}
function StreamProcessorFunction {
  timeout: 60 s
  memory:  256 MB
  can write RawBucket
  can read, write, delete, scan MetricsTable
  can publish AlertsTopic
  can "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStream", "kinesis:ListShards" on OrdersStream.Arn
}
resource OrderStream: AWS::Lambda::EventSourceMapping {
  FunctionName:     StreamProcessorFunction
  EventSourceArn:   OrdersStream.Arn
  StartingPosition: "LATEST"
  BatchSize:        100
}
