// After AntoineHazebrouck/s3-helix-frontend at d6e2210, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table MessagesTable {
  name:   "helix-messages"
  key:    { id: string, timestamp: number }
  stream: new_and_old_images
}
function GetMessagesFunction {
  timeout: 30 s
  can read, scan MessagesTable
}
function PostMessageFunction {
  timeout: 30 s
  can read, write, delete, scan MessagesTable
}
function AutoReplyFunction {
  timeout: 30 s
  can read, write, delete, scan MessagesTable
  on table MessagesTable { from: latest, batch: 10, window: 1 s }
}
function WeatherBotFunction {
  timeout: 30 s
  can read, write, delete, scan MessagesTable
  on table MessagesTable { from: latest, batch: 10, window: 1 s }
}
resource HelixApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/messages": { get: proxy(GetMessagesFunction.arn), post: proxy(PostMessageFunction.arn) }
  } }
}
resource GetMessagesFunctionOfHelixApi: AWS::Lambda::Permission {
  FunctionName: GetMessagesFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(HelixApi.ref)
}
resource PostMessageFunctionOfHelixApi: AWS::Lambda::Permission {
  FunctionName: PostMessageFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(HelixApi.ref)
}
