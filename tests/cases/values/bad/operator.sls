// An operator on values that it does not fit.
output x = "${[1] * 2}"
