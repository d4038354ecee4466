stages {
  dev:  { keep: 1 days, size: 256 MB }
  prod: { keep: 9 days, size: 512 MB }
}
queue Jobs { retain: stage.keep }
