// Two lets with one name.
let a = 1
let a = 2
output x = "${a}"
