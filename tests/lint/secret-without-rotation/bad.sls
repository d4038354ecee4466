secret Key {
  generate: { length: 48 }
}
