// Conditions that are combined.
param a: bool
param b: "x" | "y"
let both = a && b == "x"
if both || b == "y" {
  queue One {}
}
if !a && b != "x" {
  queue Two {}
}
if a == (b == "x") {
  queue Three {}
}
