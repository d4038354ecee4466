// After AWS-Serverless-Projects/s3-upload-with-presigned-using-sam at d675b42, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket S3Bucket {}
topic OnSuccessTopic {}
topic OnFailureTopic {}
function GenerateUrlFunction {
  timeout: 3 s
  can write S3Bucket
}
function FileUploadFunction {
  timeout: 3 s
  async:   { retries: 0, max_age: 1 h, on_success: OnSuccessTopic, on_failure: OnFailureTopic }
  on bucket S3Bucket created
}
resource ApiGatewayApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/generate": { get: proxy(GenerateUrlFunction.arn) }
  } }
}
resource GenerateUrlFunctionOfApiGatewayApi: AWS::Lambda::Permission {
  FunctionName: GenerateUrlFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ApiGatewayApi.ref)
}
