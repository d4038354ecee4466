function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
}
resource Allowed: AWS::Lambda::Permission {
  Action:        "lambda:InvokeFunction"
  FunctionName:  Work.name
  Principal:     "s3.amazonaws.com"
  SourceAccount: aws.account
}
