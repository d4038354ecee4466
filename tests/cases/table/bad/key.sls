// Keys with too many attributes and none.
table A { key: { a: string, b: string, c: string } }
table B { key: {} }
