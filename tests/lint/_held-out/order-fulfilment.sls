// After 123-Organization/order-fufillment-lambda-server at 0106602, template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function OrderFullFillmentServerLessDevServerAgain {
  memory:  3008 MB
  timeout: 900 s
  can "s3:*" on "*"
}
resource MyApiGateway: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/":                  { get: proxy(OrderFullFillmentServerLessDevServerAgain.arn) }
    "/api/upload-orders": { post: proxy(OrderFullFillmentServerLessDevServerAgain.arn) }
  } }
}
resource OrderFullFillmentServerLessDevServerAgainOfMyApiGateway: AWS::Lambda::Permission {
  FunctionName: OrderFullFillmentServerLessDevServerAgain
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(MyApiGateway.ref)
}
