// An assertion that does not hold.
let zones = 1
assert zones >= 2, "two zones at least"
queue Jobs {}
