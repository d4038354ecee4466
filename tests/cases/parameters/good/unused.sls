// A parameter that nothing uses is left out, with a warning.
param email: string
queue Jobs {}
