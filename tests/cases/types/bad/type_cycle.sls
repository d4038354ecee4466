// A type that contains itself.
type A = list<B>
type B = list<A>
fn f(a: A) = a
output x = f([])
