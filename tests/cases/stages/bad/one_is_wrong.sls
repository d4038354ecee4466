// One stage has a value that does not fit.
stages { dev: { keep: 1 h }, prod: { keep: 90 days } }
queue Jobs { retain: stage.keep }
