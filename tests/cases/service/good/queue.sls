// Scales with a queue, on spare capacity.
param image: string

queue Jobs { visibility: 5 min }

network Main { zones: 2, nat: one }

service Worker {
  image:     image
  arch:      arm64
  cpu:       0.25 vCPU
  memory:    512 MB
  network:   Main
  count:     0..10
  spot:      70%
  read_only: true
  logs:      { retain: 14 days }
  env:       { JOBS: Jobs.url }

  on queue Jobs { per_task: 20 }
}
