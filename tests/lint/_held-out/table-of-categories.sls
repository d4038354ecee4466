// After odairviol/aws-sam at 83be3fa, lambda-dynamo/template.yaml with hello-world/app.js: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function HelloWorldFunction {
  code: inline("""
    var AWS = require("aws-sdk");
    var ddb = new AWS.DynamoDB.DocumentClient({ apiVersion: "2012-08-10" });
    exports.lambdaHandler = async (event) => {
      if (event.path == "/categoria") return byIndex();
      if (event.path == "/categoriascan") return all();
      return change();
    };
    async function all() { return ddb.scan({ TableName: "PrimeiraTabela" }).promise(); }
    async function byIndex() { return ddb.query({ TableName: "PrimeiraTabela", IndexName: "categoria-index" }).promise(); }
    async function change() { return ddb.update({ TableName: "PrimeiraTabela", Key: { id: "4" } }).promise(); }
    """)
  handler: "index.lambdaHandler"
  runtime: nodejs10.x
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/categoria": { get: proxy(HelloWorldFunction.arn) }
    "/hello":     { put: proxy(HelloWorldFunction.arn) }
  } }
}
resource HelloWorldFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: HelloWorldFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
