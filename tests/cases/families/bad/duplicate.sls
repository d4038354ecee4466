// A value that stands twice.
for n in ["a", "b", "a"] {
  queue Q[n] {}
}
