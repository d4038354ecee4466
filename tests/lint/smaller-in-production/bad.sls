stages {
  dev:  { keep: 9 days }
  prod: { keep: 1 days }
}
queue Jobs { retain: stage.keep }
