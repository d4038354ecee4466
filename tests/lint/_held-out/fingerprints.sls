// After JWally/ms-argus-api at 2260bec, lib/config/stage-config.ts with lib/constructs/queues.ts, its prod: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

queue MatchingDLQ { retain: 14 days, visibility: 30 s }
queue MatchingQueue {
  visibility:  60 s
  retain:      7 days
  dead_letter: { queue: MatchingDLQ, after: 3 }
}
queue ProfileDLQ { retain: 14 days, visibility: 30 s }
queue ProfileQueue {
  visibility:  60 s
  retain:      7 days
  dead_letter: { queue: ProfileDLQ, after: 3 }
}
function MatchingWorker {
  timeout:     45 s
  memory:      512 MB
  concurrency: { reserved: 1000 }
  on queue MatchingQueue
}
function ProfileWorker {
  timeout:     30 s
  memory:      256 MB
  concurrency: { reserved: 500 }
  on queue ProfileQueue
}
