// Numbers that are none.
let big = 99999999999999999999
let dots = 1.2.3
queue Jobs {}
