stages {
  dev:  { keep: 1 days }
  prod: { keep: 9 days }
}
queue Jobs { retain: stage.keep }
