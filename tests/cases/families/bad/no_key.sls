// A declaration in a `for` without a key.
for n in ["a", "b"] {
  queue Q {}
}
