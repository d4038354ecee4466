// After awsmantra/employee-functions at 1e6ff0f, sam/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table EmployeeTable { name: "Employee", key: { PK: string, SK: string } }
resource APIGatewayAccessRole: AWS::IAM::Role {
  RoleName: "APIGatewayAccessRole"
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      {
        Effect:    "Allow"
        Principal: { Service: "apigateway.amazonaws.com" }
        Action:    "sts:AssumeRole"
      },
    ]
  }
  Policies: [
    {
      PolicyName: "lambda-access"
      PolicyDocument: {
        Version:   "2012-10-17"
        Statement: [{ Effect: "Allow", Action: "lambda:InvokeFunction", Resource: "*" }]
      }
    },
  ]
}
function EmployeePostFunction {
  timeout: 5 s
  can read, write, delete, scan EmployeeTable
}
resource EmployeeApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: { "/employee": { post: { "x-amazon-apigateway-integration": {
    type: "aws_proxy", httpMethod: "POST", credentials: "arn:aws:iam::${aws.account}:role/APIGatewayAccessRole"
    uri:  "arn:aws:apigateway:${aws.region}:lambda:path/2015-03-31/functions/${EmployeePostFunction.arn}/invocations"
  } } } } }
}
