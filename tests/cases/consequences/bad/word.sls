tabel Orders { key: { id: string } }
Failed { retain: 14 days }
queue Jobs { dead_letter: Failed }
function Work {
  code: "../../_code/py", runtime: python3.13, handler: "app.place"
  can read Orders
  http GET "/orders"
}
limit = 14
queue More { delay: limit }
existing table { name: "x" }
