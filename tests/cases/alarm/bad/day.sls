// It looks back a day at most.
queue Q {}
alarm A { metric: Q.messages_visible, above: 1, for: 3 days }
