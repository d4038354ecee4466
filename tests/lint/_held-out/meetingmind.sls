// After AshharAhmadKhan/meetingmind at 0f63ae8, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket AudioBucket { name: "meetingmind-audio" }
table MeetingsTable { key: { userId: string, meetingId: string } }
function GetUploadUrlFunction {
  timeout: 60 s
  can read, write, delete, list AudioBucket
  can read, write, delete, scan MeetingsTable
}
function ListMeetingsFunction {
  timeout: 60 s
  can read, scan MeetingsTable
}
resource MeetingMindApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/upload-url": { post: proxy(GetUploadUrlFunction.arn) }
    "/meetings":   { get: proxy(ListMeetingsFunction.arn) }
  } }
}
resource GetUploadUrlFunctionOfMeetingMindApi: AWS::Lambda::Permission {
  FunctionName: GetUploadUrlFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(MeetingMindApi.ref)
}
resource ListMeetingsFunctionOfMeetingMindApi: AWS::Lambda::Permission {
  FunctionName: ListMeetingsFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(MeetingMindApi.ref)
}
