// After alope107/collage-sam at 2389324, sam/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket InputOutputBucket { name: "collage-${aws.account}-${aws.region}" }
function RequestJobFunction {
  timeout: 3 s
  can read, write InputOutputBucket
}
function StartJobFunction {
  timeout: 3 s
  can "batch:SubmitJob" on "arn:aws:batch:${aws.region}:${aws.account}:job-queue/jobs"
  on bucket InputOutputBucket created { prefix: "input/" }
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/request": { get: proxy(RequestJobFunction.arn) }
  } }
}
resource RequestJobFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: RequestJobFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
