let long = "a" +
"b" +
      "c"
function F {
  can read Orders,
  Receipts
  layers: [
  "a",
    "b"
  ]
}
let v = (
a
&& b
)
security_group Web {
  allow: [{ from: anywhere, port: 443 },
    { from: Other, port: 80 }]
}
