// After 23bey10050/AWS-HAAZRI at d73938c, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table WorkersTable { key: { worker_id: string } }
function GetProfileFunction {
  timeout: 15 s
  can read, scan WorkersTable
}
resource HaazriApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/v1/worker/profile": { get: proxy(GetProfileFunction.arn) }
  } }
}
resource GetProfileFunctionOfHaazriApi: AWS::Lambda::Permission {
  FunctionName: GetProfileFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(HaazriApi.ref)
}
function PreSignUpFunction {
  timeout: 15 s
}
function CreateAuthChallengeFunction {
  timeout: 15 s
  can "sns:Publish" on "*"
}
resource HaazriUserPool: AWS::Cognito::UserPool {
  UsernameAttributes: ["phone_number"]
  LambdaConfig: {
    PreSignUp:           PreSignUpFunction.arn
    CreateAuthChallenge: CreateAuthChallengeFunction.arn
  }
}
resource PreSignUpFunctionPermission: AWS::Lambda::Permission {
  FunctionName: PreSignUpFunction, Action: "lambda:InvokeFunction", Principal: "cognito-idp.amazonaws.com", SourceArn: HaazriUserPool.Arn
}
resource CreateAuthChallengeFunctionPermission: AWS::Lambda::Permission {
  FunctionName: CreateAuthChallengeFunction, Action: "lambda:InvokeFunction", Principal: "cognito-idp.amazonaws.com", SourceArn: HaazriUserPool.Arn
}
