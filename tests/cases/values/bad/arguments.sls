// A function with too many arguments.
fn twice(n: number) = n * 2
output x = "${twice(1, 2)}"
