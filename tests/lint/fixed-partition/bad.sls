function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  can "ses:SendEmail" on "arn:aws:ses:${aws.region}:${aws.account}:identity/example.com"
}
