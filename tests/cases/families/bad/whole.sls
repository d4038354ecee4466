// A family where one of it is wanted.
for n in ["a", "b"] {
  queue Q[n] {}
}
output x = Q.url
