function Greet {
  code: inline("def run(event, context): return event")
  runtime: python3.13
  handler: "index.run"
  timeout: 30 s
}

resource Users: AWS::Cognito::UserPool {
  LambdaConfig: { PostConfirmation: Greet.arn }
}

resource LetUsersGreet: AWS::Lambda::Permission {
  Action: "lambda:InvokeFunction"
  FunctionName: Greet
  Principal: "cognito-idp.amazonaws.com"
  SourceArn: Users.Arn
}
