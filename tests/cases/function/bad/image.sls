function Image {
  code:       image("123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop:1")
  runtime:    python3.13
  handler:    "app.place"
  layers:     ["arn:aws:lambda:eu-west-1:123456789012:layer:shared:1"]
  snap_start: true
}
