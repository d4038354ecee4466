// A bracket of the wrong kind, and one too many.
let xs = ["a", "b")
queue Jobs {}
}
