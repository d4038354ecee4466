// Two keys that make one id.
for n in ["a-b", "a_b"] {
  queue Q[n] {}
}
