// Each stage is checked.
stages { dev: { for: 10 min }, prod: { for: 7 min } }
queue Q {}
alarm A { metric: Q.messages_visible, above: 1, period: 5 min, for: stage.for }
