@was("Orders")
table Purchases { key: { id: string } }
function Work {
  code: inline("exports.run = async () => {}")
  handler: "index.run"
  runtime: nodejs22.x
  env: { TABLE: Purchases }
  can read Purchases
}
