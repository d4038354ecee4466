// After atmosinf/pp_defectvision at 5c2b50b, sam/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function InferenceApi {
  code:    image("123456789012.dkr.ecr.eu-north-1.amazonaws.com/defectvision-api:latest")
  timeout: 60 s
  memory:  3008 MB
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/{proxy+}": { post: proxy(InferenceApi.arn) }
  } }
}
resource InferenceApiOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: InferenceApi
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
