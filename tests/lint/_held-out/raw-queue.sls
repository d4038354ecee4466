// After javamultiplex/learn-aws-sam at 2f47207, sqs/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

queue DeadLetter { visibility: 30 s }
queue RawQueue { visibility: 120 s, retain: 14 days, dead_letter: { queue: DeadLetter, after: 4 } }
function TriggerLambdaFunction {
  timeout: 3 s
  on queue RawQueue { batch: 10 }
}
