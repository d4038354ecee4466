// After aws-samples/amazon-cognito-passwordless-email-auth at 0b40eec, cognito/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function CreateAuthChallenge {
  timeout: 3 s
  can "ses:SendEmail" on "*"
}
function PreSignUp {
  timeout: 3 s
}
resource UserPool: AWS::Cognito::UserPool {
  LambdaConfig: { CreateAuthChallenge: CreateAuthChallenge.arn, PreSignUp: PreSignUp.arn }
}
resource CreateAuthChallengePermission: AWS::Lambda::Permission {
  FunctionName: CreateAuthChallenge, Action: "lambda:InvokeFunction", Principal: "cognito-idp.amazonaws.com", SourceArn: UserPool.Arn
}
resource PreSignUpPermission: AWS::Lambda::Permission {
  FunctionName: PreSignUp, Action: "lambda:InvokeFunction", Principal: "cognito-idp.amazonaws.com", SourceArn: UserPool.Arn
}
