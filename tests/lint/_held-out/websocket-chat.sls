// After 1Terin/chat-api-websocket at abdd7b6, template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table ChatConnectionsTable { key: { connectionId: string } }
function ConnectFunction {
  timeout: 30 s
  can write, delete ChatConnectionsTable
}
function SendMessageFunction {
  timeout: 30 s
  can read, write, delete, scan ChatConnectionsTable
  can "execute-api:ManageConnections" on "arn:${aws.partition}:execute-api:${aws.region}:${aws.account}:${ChatWebSocketApi}/Prod/*"
}
resource ChatWebSocketApi: AWS::ApiGatewayV2::Api {
  Name: "ChatWebSocketApi", ProtocolType: "WEBSOCKET", RouteSelectionExpression: "\$request.body.action"
}
resource ConnectIntegration: AWS::ApiGatewayV2::Integration {
  ApiId:          ChatWebSocketApi.ref, IntegrationType: "AWS_PROXY"
  IntegrationUri: "arn:${aws.partition}:apigateway:${aws.region}:lambda:path/2015-03-31/functions/${ConnectFunction.arn}/invocations"
}
resource ConnectRoute: AWS::ApiGatewayV2::Route {
  ApiId: ChatWebSocketApi.ref, RouteKey: "$connect", Target: "integrations/${ConnectIntegration}"
}
resource ConnectLambdaPermission: AWS::Lambda::Permission {
  FunctionName: ConnectFunction, Action: "lambda:InvokeFunction", Principal: "apigateway.amazonaws.com"
  SourceArn:    "arn:${aws.partition}:execute-api:${aws.region}:${aws.account}:${ChatWebSocketApi}/Prod/$connect"
}
resource SendMessageIntegration: AWS::ApiGatewayV2::Integration {
  ApiId:          ChatWebSocketApi.ref, IntegrationType: "AWS_PROXY"
  IntegrationUri: "arn:${aws.partition}:apigateway:${aws.region}:lambda:path/2015-03-31/functions/${SendMessageFunction.arn}/invocations"
}
resource SendMessageRoute: AWS::ApiGatewayV2::Route {
  ApiId: ChatWebSocketApi.ref, RouteKey: "sendMessage", Target: "integrations/${SendMessageIntegration}"
}
resource SendMessageLambdaPermission: AWS::Lambda::Permission {
  FunctionName: SendMessageFunction, Action: "lambda:InvokeFunction", Principal: "apigateway.amazonaws.com"
  SourceArn:    "arn:${aws.partition}:execute-api:${aws.region}:${aws.account}:${ChatWebSocketApi}/Prod/sendMessage"
}
