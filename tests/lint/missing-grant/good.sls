table Orders { key: { id: string } }
queue Receipts {}
function Place {
  code:    "src"
  runtime: python3.13
  handler: "app.place"
  env:     { TABLE: Orders, RECEIPTS: Receipts.url }
  can write Orders
  can send Receipts
  on http POST "/orders"
}
