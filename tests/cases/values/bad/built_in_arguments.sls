// A built-in function without an argument.
output x = join(",")
