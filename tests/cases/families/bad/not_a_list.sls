// A `for` over a number.
for n in 3 {
  queue Q[n] {}
}
