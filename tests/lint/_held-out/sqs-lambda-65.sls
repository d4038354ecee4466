// After pkboom/aws-sam at 092d778, sqs-lambda/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

queue SqsLambdaSqs { visibility: 65 s }
function SqsLambdaFunction {
  timeout: 60 s
  env:     { SQS_URL: SqsLambdaSqs.url }
  on queue SqsLambdaSqs { batch: 1 }
}
