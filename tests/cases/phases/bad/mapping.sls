// A mapping with a value known at deployment.
param x: string
mapping M { a: { b: x } }
output y = M["a"]["b"]
