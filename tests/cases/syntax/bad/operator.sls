// Words for operators.
let a = true
let b = a and not a
queue Jobs {}
