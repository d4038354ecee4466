function Work {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"
  alias live {}
}

output a = Work.live.version
output b = Work.lvie.arn
