// After AlexTheLion123/ebook-reader at 02b7475, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket TextbookBucket {}
table TextbookContentTable { key: { PK: string, SK: string } }
function UploadFunction {
  timeout: 30 s
  can read, write, delete, list TextbookBucket
  can read, write, delete, scan TextbookContentTable
}
function AskFunction {
  timeout: 60 s
  can read, scan TextbookContentTable
  can read, list TextbookBucket
  can "bedrock:InvokeModel" on "*"
}
resource TextbookApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/upload": { post: proxy(UploadFunction.arn) }
    "/ask":    { post: proxy(AskFunction.arn) }
  } }
}
resource UploadFunctionOfTextbookApi: AWS::Lambda::Permission {
  FunctionName: UploadFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(TextbookApi.ref)
}
resource AskFunctionOfTextbookApi: AWS::Lambda::Permission {
  FunctionName: AskFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(TextbookApi.ref)
}
