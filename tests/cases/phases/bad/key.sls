// A family whose key is a parameter.
param name: string
for n in ["a"] {
  queue Q[name] {}
}
