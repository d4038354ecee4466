// An alarm with two limits, and one with none.
queue Q {}
alarm A { metric: Q.messages_visible, above: 1, below: 5 }
alarm B { metric: Q.messages_visible }
