function Work {
  code: inline("exports.run = async () => 1")
  handler: "index.run"
  runtime: nodejs22.x
  timeout: 10 s
}
