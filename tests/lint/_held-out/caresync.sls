// After ADITYASINGH1206/AWS-First-Commit at 0811fa6, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function CareSyncFunction {
  timeout: 60 s
  memory:  512 MB
}
resource CareSyncApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/process-note": { post: proxy(CareSyncFunction.arn) }
    "/adherence":    { get: proxy(CareSyncFunction.arn) }
  } }
}
resource CareSyncFunctionOfCareSyncApi: AWS::Lambda::Permission {
  FunctionName: CareSyncFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(CareSyncApi.ref)
}
