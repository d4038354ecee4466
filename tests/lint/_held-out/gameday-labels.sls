// After binayapuri/image_recognization_app at 1d28731, sam/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table TasksTable { key: { user: string, id: string } }
bucket UploadsBucket { name: "gameday-binay-recognization", versioned: true }
function CreateTaskFunction {
  timeout: 3 s
  can read, write, delete, scan TasksTable
}
function DetectLabelsFunction {
  timeout: 3 s
  can read, write, delete, scan TasksTable
  can "rekognition:DetectLabels" on "*"
  can read UploadsBucket
  on bucket UploadsBucket created
}
function GetSignedUrlFunction {
  timeout: 3 s
  can write UploadsBucket
}
resource TasksApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/tasks":     { post: proxy(CreateTaskFunction.arn) }
    "/signedUrl": { get: proxy(GetSignedUrlFunction.arn) }
  } }
}
resource CreateTaskFunctionOfTasksApi: AWS::Lambda::Permission {
  FunctionName: CreateTaskFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(TasksApi.ref)
}
resource GetSignedUrlFunctionOfTasksApi: AWS::Lambda::Permission {
  FunctionName: GetSignedUrlFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(TasksApi.ref)
}
