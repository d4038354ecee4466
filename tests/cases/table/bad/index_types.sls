// An attribute with two types.
table A {
  key: { id: string, at: number }
  index ByAt { key: { at: string } }
}
