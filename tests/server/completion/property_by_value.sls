function Work {
  code: "src/orders"
  ‸: 10 s
}
