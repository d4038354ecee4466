queue Q {
  visibilty: 30 s
}

function F {
  runtime: python2
}

// 🦀 output x
output x = "🦀${Nothing}"
