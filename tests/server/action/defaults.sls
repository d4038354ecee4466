queue A {
  retain: 7 da‸ys
  delay:  1 s
}

queue B {
  retain: 7 days
}
