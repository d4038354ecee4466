// After MehdiJ0uh4ri/event-driven-serverless at 6037475, sam/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table AuditTable { key: { pk: string, sk: string } }
resource AuditDlq: AWS::SQS::Queue { MessageRetentionPeriod: 1209600 }
queue AuditQueue { visibility: 180 s, dead_letter: { queue: AuditDlq.Arn, after: 3 } }
function AuditConsumerFunction {
  timeout: 30 s
  can write AuditTable
  on queue AuditQueue { batch: 10, window: 5 s, partial_failures: true, concurrency: 10 }
}
function DlqProcessorFunction {
  timeout: 60 s
  on queue AuditDlq.Arn { batch: 10, window: 30 s, partial_failures: true }
}
