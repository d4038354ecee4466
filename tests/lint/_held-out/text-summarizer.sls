// After 70490-jakub-adrych/AWS-Text-Summarizer-App at 1bb5e07, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function SummarizerFunction {
  timeout:  30 s
  policies: ["arn:aws:iam::aws:policy/AmazonSageMakerFullAccess"]
}
resource SummarizerApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/summarize": { post: proxy(SummarizerFunction.arn) }
  } }
}
resource SummarizerFunctionOfSummarizerApi: AWS::Lambda::Permission {
  FunctionName: SummarizerFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(SummarizerApi.ref)
}
