let keep = 2 h
queue Failed { retain: stage.days * 1 days }
stages { dev: { days: 1 }, prod: { days: 7 } }
