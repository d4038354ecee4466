// Lets that are computed from each other.
let a = b + 1
let b = a + 1
output x = "${a}"
