resource Shop: AWS::ApiGateway::RestApi { Name: "shop" }

resource Orders: AWS::ApiGateway::RestApi {
  Body: { openapi: "3.0.1", info: { title: "orders", version: "1" }, paths: {} }
}
