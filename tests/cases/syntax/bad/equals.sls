// `=` in a property, and `:` in a binding.
let keep: 1 h
queue Jobs { retain = keep }
