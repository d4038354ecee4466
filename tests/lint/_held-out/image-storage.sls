// After 68publishers/image-storage-lambda at 6268415, template.yml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket SourceBucket { name: "image-storage-source" }
bucket CacheBucket  { name: "image-storage-cache" }
function GetImageResponseFunction {
  timeout: 10 s
  memory:  2 GB
  can "s3:*" on "*"
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/{proxy+}": { get: proxy(GetImageResponseFunction.arn) }
  } }
}
resource GetImageResponseFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: GetImageResponseFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
