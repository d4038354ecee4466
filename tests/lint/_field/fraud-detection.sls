// After JWally/ms-argus-api at 2260bec, lib/config/stage-config.ts: what it says of functions, queues and alarms in its two
// configurations, nested names joined. Code and runtime are not in that file.
// stage: prod
// rules: reserved-concurrency, smaller-in-production, same-in-all-stages, unused-export
stages {
  dev: {
    matching_memory:  1024 MB, matching_timeout: 20 s, matching_reserved: 25
    profile_memory:   128 MB, profile_timeout: 15 s, profile_reserved: 25
    ingestion_memory: 256 MB
    session_memory:   256 MB
    vectors_memory:   512 MB, vectors_timeout: 30 s, vectors_reserved: 10
    visibility:       30 s, retention: 1 days, receives: 1
    batching_window:  0 s
    deviation:        2
  }
  prod: {
    matching_memory:  512 MB, matching_timeout: 45 s, matching_reserved: 1000
    profile_memory:   256 MB, profile_timeout: 30 s, profile_reserved: 500
    ingestion_memory: 256 MB
    session_memory:   256 MB
    vectors_memory:   512 MB, vectors_timeout: 30 s, vectors_reserved: 100
    visibility:       60 s, retention: 7 days, receives: 3
    batching_window:  0 s
    deviation:        2
  }
}

// "Export individual configs for testing": no stack takes it
export let configs = ["dev", "prod"]

defaults function {
  code:    s3("artifacts", "code.zip")
  handler: "index.handler"
  runtime: nodejs22.x
}

queue MatchingQueue {
  visibility: stage.visibility, retain: stage.retention, dead_letter: {
    queue: Failed
    after: stage.receives
  }
}
queue ProfileQueue {
  visibility: stage.visibility, retain: stage.retention, dead_letter: {
    queue: Failed
    after: stage.receives
  }
}
queue Failed {}
function Matching {
  memory:      stage.matching_memory, timeout: stage.matching_timeout
  concurrency: { reserved: stage.matching_reserved }
  on queue MatchingQueue { window: stage.batching_window }
}
function Profile {
  memory:      stage.profile_memory, timeout: stage.profile_timeout
  concurrency: { reserved: stage.profile_reserved }
  on queue ProfileQueue { window: stage.batching_window }
}
function VectorWorker {
  memory:      stage.vectors_memory, timeout: stage.vectors_timeout
  concurrency: { reserved: stage.vectors_reserved }
}
function Ingestion  { memory: stage.ingestion_memory, env: { DEVIATION: stage.deviation } }
function SessionGet { memory: stage.session_memory }
