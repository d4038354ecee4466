// A key of a type that keys cannot have.
table A { key: { a: text } }
