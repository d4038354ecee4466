function Work {
  code: "../../_code/py", runtime: python3.13, handler: "app.place"
  logs: retain: 7 days }
}
