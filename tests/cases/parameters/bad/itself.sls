// A default that is computed from the parameter itself.
param folder: string = folder
output x = folder
