// After artshishkin/art-max-aws-serverless at 14cab5d, compare-yourself/template.yaml with app-code/: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table CompareYourselfTable { key: { UserId: string } }
function StoreDataFunction {
  code: inline("""
    const AWS = require("aws-sdk");
    const dynamodb = new AWS.DynamoDB.DocumentClient();
    exports.handler = async (event) => {
      return dynamodb.put({ TableName: process.env.COMPARE_YOURSELF_TABLE, Item: { UserId: event.userId } }).promise();
    };
    """)
  handler: "index.handler"
  runtime: nodejs14.x
}
function GetDataFunction {
  code: inline("""
    const AWS = require("aws-sdk");
    const dynamodb = new AWS.DynamoDB.DocumentClient();
    exports.handler = async (event) => {
      const TableName = process.env.COMPARE_YOURSELF_TABLE;
      if (event.type === "all") return dynamodb.scan({ TableName }).promise();
      return dynamodb.get({ TableName, Key: { UserId: event.userId } }).promise();
    };
    """)
  handler: "index.handler"
  runtime: nodejs14.x
}
resource CompareYourselfRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/compare-yourself":        { post: proxy(StoreDataFunction.arn) }
    "/compare-yourself/{type}": { get: proxy(GetDataFunction.arn) }
  } }
}
resource StoreDataFunctionOfCompareYourselfRestApi: AWS::Lambda::Permission {
  FunctionName: StoreDataFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(CompareYourselfRestApi.ref)
}
resource GetDataFunctionOfCompareYourselfRestApi: AWS::Lambda::Permission {
  FunctionName: GetDataFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(CompareYourselfRestApi.ref)
}
