// A parameter inside of an `if`.
if true {
  param name: string
}
queue Jobs {}
