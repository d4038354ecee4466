/// A container that works through a queue: none while it is empty, up to ten while it is long.
stack QueueWorker

param image: string   // built of src/ and pushed: see README.md

queue Jobs {
  visibility:  5 min   // longer than the slowest job
  dead_letter: { queue: Failed, after: 5 }
}
queue Failed { retain: 14 days }

table Results {
  key: { job: string }
  ttl: "expires_at"   // items are deleted after the time that stands there
}

network Main { zones: 2, nat: one }

service Worker {
  image:     image
  arch:      arm64
  cpu:       0.25 vCPU
  memory:    512 MB
  network:   Main
  count:     0..10
  spot:      100%   // jobs that are cut short come back to the queue
  read_only: true
  logs:      { retain: 14 days }
  env:       { JOBS: Jobs.url, RESULTS: Results }

  can write Results

  on queue Jobs { per_task: 20 }   // one more task for every 20 messages that wait; lets it receive them too
}

output jobs = Jobs.url
