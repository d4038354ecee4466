queue Jobs {}
table Orders { key: { id: string } }
function Work {
  code: inline("exports.run = async () => 1")
  handler: "index.run"
  runtime: nodejs22.x
  can read Orders
}
