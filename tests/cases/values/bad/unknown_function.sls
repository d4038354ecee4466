// A function that there is not.
output x = uper("a")
