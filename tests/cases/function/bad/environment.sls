function Work {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"
  env:     { AWS_REGION: "eu-west-1", "1X": "no name", PLAIN: "fine" }
  logs:    { level: debug, retain: 8 days }
}
