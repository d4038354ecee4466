// A range that is too large.
for i in range(0, 10_000_000) {
  queue Q[i] {}
}
