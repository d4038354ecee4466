function Work {
  code: inline("exports.run = async () => 2")
  handler: "index.run"
  runtime: nodejs22.x
  timeout: 20 s
}
