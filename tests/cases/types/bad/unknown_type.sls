// A type that there is not.
param n: int
queue Jobs {}
