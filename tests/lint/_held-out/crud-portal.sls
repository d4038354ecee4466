// After Aashi-ghub/dynamo at 0ee0a25, backend/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

api CrudApi {}
function CrudApiFunction {
  timeout: 10 s
  can "dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query" on "arn:${aws.partition}:dynamodb:${aws.region}:${aws.account}:table/Accounts"
  on http CrudApi GET "/{proxy+}"
  on http CrudApi POST "/{proxy+}"
}
