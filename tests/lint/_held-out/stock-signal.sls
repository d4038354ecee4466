// After ArunGanesanGit/stock-signal-app at 27cc32e, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function StockSignalApiFunction {
  timeout: 30 s
  memory:  256 MB
}
resource StockSignalApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/":         { get: proxy(StockSignalApiFunction.arn) }
    "/{proxy+}": { post: proxy(StockSignalApiFunction.arn) }
  } }
}
resource StockSignalApiFunctionOfStockSignalApi: AWS::Lambda::Permission {
  FunctionName: StockSignalApiFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(StockSignalApi.ref)
}
