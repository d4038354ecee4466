// After cuentaEscolar/finalEscalables at d13772e, cloudformation/lambda.yaml: what matters of it, written anew.
resource BasicLambdaRole: AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]
  }
  ManagedPolicyArns: [
    "arn:${aws.partition}:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole",
  ]
}
resource LambdaTest: AWS::Lambda::Function {
  FunctionName: "LambdaTest", Runtime: "python3.11", Handler: "index.lambda_handler", Role: BasicLambdaRole.Arn
  Code: {
    ZipFile: "import math\ndef lambda_handler(event, context):\n    return math.factorial(5)\n"
  }
}
resource LambdaHttpApi: AWS::ApiGatewayV2::Api { Name: "LambdaHttpApi", ProtocolType: "HTTP" }
resource LambdaTestUrl: AWS::Lambda::Url { AuthType: "NONE", TargetFunctionArn: LambdaTest.Arn }
resource HTTPApiEndpointTest: AWS::ApiGatewayV2::Api {
  Name:         "HTTPApiEndpointTest"
  ProtocolType: "HTTP"
}
resource LambdaHttpApiIntegration: AWS::ApiGatewayV2::Integration {
  ApiId:          HTTPApiEndpointTest.ref, IntegrationType: "AWS_PROXY", IntegrationMethod: "POST", PayloadFormatVersion: "2.0"
  IntegrationUri: "arn:aws:lambda:${aws.region}:${aws.account}:function:${LambdaTest}"
}
resource LambdaHttpApiRoute: AWS::ApiGatewayV2::Route {
  ApiId:    HTTPApiEndpointTest.ref
  RouteKey: "POST /"
  Target:   "integrations/${LambdaHttpApiIntegration}"
}
resource LambdaApiInvokePermission: AWS::Lambda::Permission {
  FunctionName: LambdaTest.ref, Action: "lambda:InvokeFunction", Principal: "apigateway.amazonaws.com"
  SourceArn:    "arn:aws:execute-api:${aws.region}:${aws.account}:${LambdaHttpApi}/*/*/"
}
