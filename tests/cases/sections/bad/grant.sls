// A permission in a queue.
table T { key: { id: string } }
queue Jobs {
  can read T
}
