function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http GET "/orders" { auth: iam }
}

resource Old: AWS::ApiGateway::RestApi {
  Body: {
    openapi:  "3.0.1"
    info:     { title: "old", version: "1" }
    security: [{ Reader: [] }]
    components: {
      securitySchemes: {
        Key: { type: "apiKey", name: "x-api-key", in: "header" }
        Reader: {
          type:                           "apiKey"
          name:                           "Authorization"
          in:                             "header"
          "x-amazon-apigateway-authtype": "cognito_user_pools"
          "x-amazon-apigateway-authorizer": {
            type:         "cognito_user_pools"
            providerARNs: ["arn:aws:cognito-idp:eu-west-1:111122223333:userpool/eu-west-1_a"]
          }
        }
      }
    }
    paths: {
      "/orders": {
        get:  { "x-amazon-apigateway-integration": { type: "mock" } }
        post: { security: [{ Key: [] }], "x-amazon-apigateway-integration": { type: "mock" } }
        put: {
          security:                          []
          "x-amazon-apigateway-auth":        { type: "AWS_IAM" }
          "x-amazon-apigateway-integration": { type: "mock" }
        }
        options: { "x-amazon-apigateway-integration": { type: "mock" } }
      }
    }
  }
}

rest_api Front { auth: iam, cors: { origins: ["https://example.com"] } }

function More {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/more"
}
