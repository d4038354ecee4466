// After jonathancsilva/serverless-aws at 8efd447, lambda-dynamo/template.yaml with hello-world/app.js: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function HelloWorldFunction {
  code: inline("""
    var AWS = require("aws-sdk");
    exports.lambdaHandler = async (event) => {
      if (event.httpMethod === "POST") return createItem();
      return event.httpMethod === "GET" ? getItem() : deleteItem();
    };
    async function getItem() {
      var docClient = new AWS.DynamoDB.DocumentClient();
      return docClient.get({ TableName: "PrimeiraTabela", Key: { id: "3" } }).promise();
    }
    async function createItem() {
      var docClient = new AWS.DynamoDB.DocumentClient();
      return docClient.put({ TableName: "PrimeiraTabela", Item: { id: "3" } }).promise();
    }
    async function deleteItem() {
      var docClient = new AWS.DynamoDB.DocumentClient();
      return docClient.delete({ TableName: "PrimeiraTabela", Key: { id: "3" } }).promise();
    }
    """)
  handler: "index.lambdaHandler"
  runtime: nodejs16.x
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/hello": { get: proxy(HelloWorldFunction.arn), post: proxy(HelloWorldFunction.arn) }
  } }
}
resource HelloWorldFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: HelloWorldFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
