// A number that is none.
let a = 12abc
queue Jobs { retain: 1__h }
