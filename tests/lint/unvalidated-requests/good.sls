resource Shop: AWS::ApiGateway::RestApi { Name: "shop" }

resource Validator: AWS::ApiGateway::RequestValidator {
  RestApiId:           Shop.ref
  ValidateRequestBody: true
}

resource Orders: AWS::ApiGateway::RestApi {
  Body: {
    openapi:                                  "3.0.1"
    info:                                     { title: "orders", version: "1" }
    "x-amazon-apigateway-request-validators": { all: { validateRequestBody: true } }
    paths:                                    {}
  }
}
