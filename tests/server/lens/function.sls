table Orders { key: { id: string } }
queue Jobs {}
function Place {
  code:    "src/orders"
  handler: "app.place"
  runtime: python3.13
  can write Orders
  can "ses:SendEmail" on "*"
  on queue Jobs
}
