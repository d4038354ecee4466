// After 09amitab/serverlessImageProcessing at 0244478, template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

resource ImageBucket: AWS::S3::Bucket {
  NotificationConfiguration: { LambdaConfigurations: [
    {
      Event:    "s3:ObjectCreated:*"
      Function: ProcessImageFunction.arn
      Filter:   { S3Key: { Rules: [{ Name: "suffix", Value: ".jpg" }] } }
    },
    {
      Event:    "s3:ObjectCreated:*"
      Function: ProcessImageFunction.arn
      Filter:   { S3Key: { Rules: [{ Name: "suffix", Value: ".png" }] } }
    },
  ] }
}
topic NotificationTopic {}
resource LambdaExecutionRole: AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]
  }
  Policies: [{ PolicyName: "LambdaAccess", PolicyDocument: { Version: "2012-10-17", Statement: [
    {
      Effect:   "Allow"
      Action:   ["logs:*", "s3:GetObject", "s3:PutObject", "sns:Publish"]
      Resource: "*"
    },
  ] } }]
}
function UploadImageFunction {
  timeout: 10 s
  role:    LambdaExecutionRole
}
function ProcessImageFunction {
  timeout: 10 s
  role:    LambdaExecutionRole
}
resource ImageApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/uploadimage": { post: proxy(UploadImageFunction.arn) }
  } }
}
resource UploadImageFunctionOfImageApi: AWS::Lambda::Permission {
  FunctionName: UploadImageFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ImageApi.ref)
}
