// More than fit.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:l1:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l2:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l3:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l4:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l5:1", "arn:aws:lambda:eu-west-1:123456789012:layer:l6:1"]
}
