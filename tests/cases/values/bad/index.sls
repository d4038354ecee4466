// An element that a list does not have.
let xs = ["a", "b"]
output x = xs[2]
