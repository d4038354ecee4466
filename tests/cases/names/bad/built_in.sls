// A let with a name that every file has.
let aws = 1
