// A type used as a value.
type Size = "s" | "l"
output x = Size
