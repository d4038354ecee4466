// A metric that a queue does not have.
queue Q {}
alarm A { metric: Q.errors, above: 0 }
