// After 10kloud/serenup_serverless_functions at 03f903c, template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table DeviceBatteryStatus { key: { device_id: string }, stream: new_and_old_images }
table UserContactsTable   { key: { customer_id: string } }
function SaveContacts {
  policies: ["arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess"]
  env:      { UserContactsTable: UserContactsTable }
}
function LowBatteryNotifier {
  policies: [
    "arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess",
    "arn:aws:iam::aws:policy/AmazonSNSFullAccess",
  ]
  on table DeviceBatteryStatus { batch: 1, from: latest }
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/users/{customer_id}/contacts": { post: proxy(SaveContacts.arn) }
  } }
}
resource SaveContactsOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: SaveContacts
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
