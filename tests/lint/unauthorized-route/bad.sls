function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http GET "/orders"
}

resource Old: AWS::ApiGateway::RestApi {
  Body: {
    openapi:    "3.0.1"
    info:       { title: "old", version: "1" }
    components: { securitySchemes: { Reader: { type: "http", scheme: "bearer" } } }
    paths: {
      "/orders": {
        get: { "x-amazon-apigateway-integration": { type: "mock" } }
        post: {
          "x-amazon-apigateway-authorizer":  { type: "token" }
          "x-amazon-apigateway-integration": { type: "mock" }
        }
        put:     { security: [{ Reader: [] }], "x-amazon-apigateway-integration": { type: "mock" } }
        options: { "x-amazon-apigateway-integration": { type: "mock" } }
      }
    }
  }
}

rest_api Front {}

function More {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/more"
}
