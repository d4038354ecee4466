// A mapping with one level of keys.
mapping M { a: "x" }
queue Jobs {}
