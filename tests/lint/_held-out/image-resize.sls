// After 9bo9bo/image-resize-app at 18af63e, template.yml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

existing bucket ImageBucket { name: "original-images" }
function ResizeImageFunction {
  timeout: 30 s
  memory:  256 MB
  can read, list ImageBucket
}
resource ImageProcessingApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/images/{proxy+}": { get: proxy(ResizeImageFunction.arn) }
  } }
}
resource ResizeImageFunctionOfImageProcessingApi: AWS::Lambda::Permission {
  FunctionName: ResizeImageFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ImageProcessingApi.ref)
}
