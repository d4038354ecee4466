// How many points are counted follows the stage.
stages { dev: { period: 1 min, for: 10 min }, prod: { period: 5 min, for: 1 h } }
queue Q {}
alarm Both { metric: Q.messages_visible, above: 1, period: stage.period, for: stage.for }
alarm Long { metric: Q.messages_visible, above: 1, for: stage.for }
alarm Week { metric: Q.messages_visible, above: 1, period: 1 h, for: 7 days }
