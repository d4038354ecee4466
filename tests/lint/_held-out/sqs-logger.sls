// After pkboom/aws-sam at 869591c, sqs-lambda-app/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

queue SimpleQueue { name: "lambda-test", visibility: 30 s }
function SQSPayloadLogger {
  timeout: 25 s
  on queue SimpleQueue
}
