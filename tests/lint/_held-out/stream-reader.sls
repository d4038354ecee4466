// After Cloudzero/watts at 4ce76b9, kinesis-lambda/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

resource Stream: AWS::Kinesis::Stream { ShardCount: 1 }
function StreamProcessor {
  can "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:DescribeStream", "kinesis:ListShards" on Stream.Arn
}
resource StreamOfStream: AWS::Lambda::EventSourceMapping {
  FunctionName:     StreamProcessor
  EventSourceArn:   Stream.Arn
  StartingPosition: "TRIM_HORIZON"
}
