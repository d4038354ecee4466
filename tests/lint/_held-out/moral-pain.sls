// After JasonDeng22/MoralPain-AWS-Infrastructure at 41f7724, sam/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"
resource TypeDBGetFunctionRole: AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      { Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]
  }
  ManagedPolicyArns: [
    "arn:aws:iam::aws:policy/AmazonVPCFullAccess",
    "arn:aws:iam::aws:policy/service-role/AWSLambdaVPCAccessExecutionRole",
  ]
}
resource TypeDBGetFunction: AWS::Lambda::Function {
  Code: {
    S3Bucket: "artifacts"
    S3Key:    "code.zip"
  }, Runtime: "java11", Handler: "edu.uva.cs.moralpain.TypeDBGet::handleRequest", Timeout: 20, Role: TypeDBGetFunctionRole.Arn
  VpcConfig: {
    SecurityGroupIds: ["sg-08f6d413935987e0d"]
    SubnetIds:        ["subnet-0b2412118e0232a88", "subnet-08f40ed45c8c01e63"]
  }
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/submissions": { get: proxy(TypeDBGetFunction.Arn) }
  } }
}
resource TypeDBGetFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: TypeDBGetFunction.ref
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
