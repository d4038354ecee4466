// A type that is none.
resource X: Lambda { A: 1 }
