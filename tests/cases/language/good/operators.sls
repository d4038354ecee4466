// Operators on values that are known.
let a = 3
let list = ["x", "y"] + ["z"]
output x = a > 2 && !(a == 4) || false ? "yes" : "no"
output y = null ?? "other"
output z = join("-", list)
output n = "${length(list)}"
queue Q {}
