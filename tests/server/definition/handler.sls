function Place {
  code:    "src/orders"
  handler: "app.pl‸ace"
  runtime: python3.13
}
