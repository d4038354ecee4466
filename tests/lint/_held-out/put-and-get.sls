// After Cloudzero/watts at e8c9fb5, lambda-dynamo/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table Table { key: { id: string } }
function GetFunction {
  policies: ["arn:aws:iam::aws:policy/AmazonDynamoDBReadOnlyAccess"]
  env:      { TABLE_NAME: Table }
}
function PutFunction {
  policies: ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"]
  env:      { TABLE_NAME: Table }
}
