// A block that a kind does not have.
table T {
  key: { id: string }
  indx ByName { key: { name: string } }
}
