// After Astroricks/StockInsights at 0c2a933, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function StockInsightsFunction {
  timeout: 30 s
  memory:  512 MB
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/stocks/search": { post: proxy(StockInsightsFunction.arn) }
  } }
}
resource StockInsightsFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: StockInsightsFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
