// After javamultiplex/learn-aws-sam at 07fcf93, cognito/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function TriggerFunction {
  timeout: 5 s
}
resource UserPool: AWS::Cognito::UserPool {
  LambdaConfig: { PreTokenGeneration: TriggerFunction.arn }
}
resource TriggerFunctionPermission: AWS::Lambda::Permission {
  FunctionName: TriggerFunction, Action: "lambda:InvokeFunction", Principal: "cognito-idp.amazonaws.com", SourceArn: UserPool.Arn
}
