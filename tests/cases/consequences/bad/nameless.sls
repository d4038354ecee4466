table { key: { id: string } }
function Work {
  code: "../../_code/py", runtime: python3.13, handler: "app.place"
  can read Orders
  can write Orders
}
