// A key that stands twice.
let m = { a: 1, a: 2 }
output x = "${m.a}"
