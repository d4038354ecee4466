// A condition that is no condition.
output x = "yes" ? "a" : "b"
