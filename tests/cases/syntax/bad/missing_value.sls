// A property without a value.
queue Jobs {
  retain:
  delay: 1 s
}
