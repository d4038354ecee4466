// An argument of another type.
fn twice(n: number) = n * 2
output x = "${twice("two")}"
