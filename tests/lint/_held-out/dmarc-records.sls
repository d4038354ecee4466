// After pkboom/aws-sam at ca515d9, create-records/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket MailBucket {}
queue DeadLetterQueue { visibility: 30 s }
queue EmailQueue      { visibility: 305 s, dead_letter: { queue: DeadLetterQueue, after: 3 } }
resource KinesisStream: AWS::Kinesis::Stream { ShardCount: 200 }
function RecordsFunction {
  timeout: 300 s
  memory:  1536 MB
  can read, write, delete, list MailBucket
  can "kinesis:PutRecord", "kinesis:PutRecords" on KinesisStream.Arn
  on queue EmailQueue { batch: 1, concurrency: 70 }
}
