// A `for` over a list that differs by stage.
stages { dev: { names: ["a"] }, prod: { names: ["a", "b"] } }
for n in stage.names {
  queue Q[n] {}
}
