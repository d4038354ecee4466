satges { dev: { days: 1 }, prod: { days: 14 } }
queue Jobs { retain: stage.days }
queue More { retain: stage.days }
