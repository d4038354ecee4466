function Work {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"
  deploy:  canary(10%, 5 min)

  alias live { weights: { "3": 80%, "4": 30%, last: 5% } }
  alias live { version: "x" }
}
