function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  policies: ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"]
}
