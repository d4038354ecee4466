function Sw‸eep {
  code:    "src/orders"
  handler: "more/late.sweep"
  runtime: python3.13
}
