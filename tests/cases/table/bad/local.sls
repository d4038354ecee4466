// A local index with another partition key.
table A {
  key: { id: string, at: number }
  index ByName { key: { name: string, at: number }, local: true }
}
