// After Arjun0071/Serverless_AI_Photo_Catalog at dce46b7, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket IncomingBucket { name: "my-ml-photo-album-incoming" }
bucket ImageBucket    { name: "my-ml-photo-album-images" }
table ImageTable { key: { id: string } }
function RenameImageFunction {
  timeout: 30 s
  can read, list IncomingBucket
  can write ImageBucket
  on bucket IncomingBucket created
}
function SummariseImageFunction {
  timeout: 30 s
  can read, list ImageBucket
  can write ImageTable
  on bucket ImageBucket created
}
function GetImagesFunction {
  timeout: 30 s
  can read, scan ImageTable
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/images": { get: proxy(GetImagesFunction.arn) }
  } }
}
resource GetImagesFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: GetImagesFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
