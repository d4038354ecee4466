// A function that has no intrinsic, on a parameter.
param name: string
output x = upper(name)
