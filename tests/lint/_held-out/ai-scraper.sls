// After Actress-in/ai-scraper at 0743716, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function AiScraperFunction {
  timeout: 900 s
  memory:  3008 MB
  can "s3:PutObject", "s3:GetObject" on "arn:aws:s3:::ai-scraper-screenshots/*"
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/{proxy+}": { "x-amazon-apigateway-any-method": proxy(AiScraperFunction.arn) }
  } }
}
resource AiScraperFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: AiScraperFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
