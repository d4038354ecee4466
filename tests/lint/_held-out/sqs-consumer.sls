// After manukarnikas/aws-practical-learn at 62a2e21, sqs-lambda/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

queue MyDLQ   { name: "my-dlq", visibility: 30 s }
queue MyQueue { name: "my-demo-queue", visibility: 30 s, dead_letter: { queue: MyDLQ, after: 3 } }
function MyFunction {
  timeout: 30 s
  on queue MyQueue { batch: 10, partial_failures: true }
}
