// After Abd2301/event-driven-media-pipeline at 5c2728e, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table UsersTable   { key: { email: string } }
table TenantsTable { key: { tenantId: string } }
let signup = """
import os, boto3
tenants = boto3.resource("dynamodb").Table(os.environ["TENANTS_TABLE"])
def lambda_handler(event, context):
    with tenants.batch_writer() as batch:
        batch.put_item(Item={"tenantId": "1"})
"""
function AuthHandlerFunction {
  timeout: 30 s
  env:     { USERS_TABLE: UsersTable }
}
function TenantSignupFunction {
  code:    inline(signup)
  handler: "index.lambda_handler"
  runtime: python3.9
  timeout: 30 s
  env:     { USERS_TABLE: UsersTable, TENANTS_TABLE: TenantsTable }
}
function GetUserDataFunction {
  timeout: 30 s
  can read, write, delete, scan UsersTable
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/auth/login":  { post: proxy(AuthHandlerFunction.arn) }
    "/auth/signup": { post: proxy(TenantSignupFunction.arn) }
    "/user":        { get: proxy(GetUserDataFunction.arn) }
  } }
}
resource AuthHandlerFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: AuthHandlerFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
resource TenantSignupFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: TenantSignupFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
resource GetUserDataFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: GetUserDataFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
