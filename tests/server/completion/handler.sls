function Place {
  code:    "src/orders"
  handler: "‸"
  runtime: python3.13
}
