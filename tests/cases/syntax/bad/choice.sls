// Choices, ranges, calls and names as other languages write them.
stages { dev: { n: 1 }, prod: { n: 2 } }
param p: bool
let a = if p { 1 } else { 2 }
let b = if stage == "prod" then "x" else "y"
let c = if p {
  "long"
} else if !p { "other" } else { "third" }
let d = [if p "a", if p { "b" }]
let e = { if p { k: 1 } }
let f = if p { "x" }
let g = if p
let h = aws
let i = "a:b".split(":")
for n in 1..3 { queue Q[n] {} }
queue "Jobs" {}
queue Tagged { tags: { a: "${a}", b: b, c: c, d: d[0], f: f, h: h, i: i[0], g: g } }
if stage == "prod" { queue P {} }
