// stage: test
// A stage that there is not.
stages { dev: { keep: 1 h }, prod: { keep: 2 h } }
queue Jobs { retain: stage.keep }
