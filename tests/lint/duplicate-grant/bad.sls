table Orders { key: { id: string } }
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  can read Orders
  can read Orders
}

resource Deploy: AWS::IAM::Policy {
  PolicyName: "deploy"
  Roles:      ["deployer"]
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      {
        Effect:   "Allow"
        Action:   ["cloudformation:SetStackPolicy", "cloudformation:SetStackPolicy"]
        Resource: "arn:aws:cloudformation:eu-west-1:111122223333:stack/shop/*"
      },
    ]
  }
}
