// After Asrar-Ahammad/clinical-notes-summarizer at 703f4ca, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function SummarizeFunction {
  timeout:  30 s
  memory:   1 GB
  policies: ["arn:aws:iam::aws:policy/AmazonBedrockFullAccess"]
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/summarize": { post: proxy(SummarizeFunction.arn) }
  } }
}
resource SummarizeFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: SummarizeFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
