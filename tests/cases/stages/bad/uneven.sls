// Stages with different keys.
stages {
  dev:  { memory: 256 MB }
  prod: { memory: 1 GB, keep: 90 days }
}
queue Jobs {}
