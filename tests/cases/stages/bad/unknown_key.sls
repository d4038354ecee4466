// A key that the stages do not have.
stages { dev: { keep: 1 h }, prod: { keep: 2 h } }
queue Jobs { retain: stage.kep }
