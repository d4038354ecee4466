// A function that calls itself.
fn f(n: number) = f(n - 1)
output x = "${f(3)}"
