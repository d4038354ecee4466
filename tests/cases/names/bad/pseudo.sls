// A pseudo-parameter that there is not.
output x = aws.regoin
