// Times that do not fit each other.
queue Q {}
alarm A { metric: Q.messages_visible, above: 0, period: 45 s }
alarm B { metric: Q.messages_visible, above: 0, for: 90 s }
alarm C { metric: Q.messages_visible, above: 0, for: 3 min, points: 5 }
