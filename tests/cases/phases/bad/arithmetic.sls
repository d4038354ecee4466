// Arithmetic on a parameter.
param size: number
output x = "${size * 2}"
