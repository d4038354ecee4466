// More than fit.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  layers: ["arn:1", "arn:2", "arn:3", "arn:4", "arn:5", "arn:6"]
}
