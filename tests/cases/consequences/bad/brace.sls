function Work
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"
}
queue Jobs
queue More retain: 14 days }
