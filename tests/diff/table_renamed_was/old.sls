table Orders { key: { id: string } }
function Work {
  code: inline("exports.run = async () => {}")
  handler: "index.run"
  runtime: nodejs22.x
  env: { TABLE: Orders }
  can read Orders
}
