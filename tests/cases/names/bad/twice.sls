// Two declarations with one name.
queue Jobs {}
table Jobs { key: { id: string } }
