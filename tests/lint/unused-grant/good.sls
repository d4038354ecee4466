table Orders { key: { id: string } }
function List {
  code:    "src"
  runtime: nodejs24.x
  handler: "app.list"
  env:     { TABLE: Orders }
  can read Orders
  on http GET "/orders"
}
