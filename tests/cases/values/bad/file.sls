// A file that is not there.
output x = file("nothing.txt")
