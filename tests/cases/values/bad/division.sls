// A division by zero.
output x = "${1 / 0}"
