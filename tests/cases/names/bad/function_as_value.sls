// A function that is not called.
fn double(n: number) = n * 2
output x = double
