// More resources than a stack has.
for i in range(0, 501) {
  queue Q[i] {}
}
