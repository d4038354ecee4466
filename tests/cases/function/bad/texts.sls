function Work {
  code:            "../../_code/py"
  runtime:         python3.13
  handler:         "app.place"
  name:            "place order"
  runtime_updates: "arn:aws:lambda:eu-west-1:123456789012:function:other"
  layers:          ["arn:aws:lambda:eu-west-1:123456789012:layer:a:1", "arn:aws:lambda:eu-west-1:123456789012:layer:b:1", "arn:aws:lambda:eu-west-1:123456789012:layer:c:1", "arn:aws:lambda:eu-west-1:123456789012:layer:d:1", "arn:aws:lambda:eu-west-1:123456789012:layer:e:1", "arn:aws:lambda:eu-west-1:123456789012:layer:f:1"]
  tenancy:         shared
  durable:         { retain: 100 days }
  deploy:          canary(100%, 5 min)
}
