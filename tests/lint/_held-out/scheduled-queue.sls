// After Cloudzero/watts at caf8e0e, sqs-lambda/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

queue SQSQueue { visibility: 30 s }
function SqsPutFunction {
  can send SQSQueue
  on schedule rate(1 min)
}
function SqsSubscribedFunction {
  on queue SQSQueue { batch: 10 }
}
