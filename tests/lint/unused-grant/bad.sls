table Orders { key: { id: string } }
function List {
  code:    "src"
  runtime: nodejs24.x
  handler: "app.list"
  env:     { TABLE: Orders }
  can read Orders
  can delete Orders
  on http GET "/orders"
}
