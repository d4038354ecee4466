// After AkshayDaundkar/PrivateEnergyProviderAssesment at 24afe08, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function FastApiFunction {
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/{proxy+}": { get: proxy(FastApiFunction.arn) }
  } }
}
resource FastApiFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: FastApiFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
