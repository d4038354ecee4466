// One that a family does not have.
for n in ["a", "b"] {
  queue Q[n] {}
}
output x = Q["c"].url
