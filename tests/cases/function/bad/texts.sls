function Work {
  code:            "../../_code/py"
  runtime:         python3.13
  handler:         "app.place"
  name:            "place order"
  runtime_updates: "arn:aws:lambda:eu-west-1:123456789012:function:other"
  layers:          ["a", "b", "c", "d", "e", "f"]
  tenancy:         shared
  durable:         { retain: 100 days }
  deploy:          canary(100%, 5 min)
}
