// After AmirNCI/smart-retail-shelf-monitoring at c402d24, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table ShelfStockTable { key: { shelf: string } }
queue IngestDLQ   { retain: 14 days, visibility: 30 s }
queue IngestQueue { visibility: 60 s, dead_letter: { queue: IngestDLQ, after: 3 } }
let lab_role = "arn:aws:iam::${aws.account}:role/LabRole"
function IngestFunction {
  timeout: 30 s
  role:    lab_role
  on queue IngestQueue { batch: 10, window: 2 s }
}
function QueryFunction {
  timeout: 10 s
  role:    lab_role
}
resource RestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/status": { get: proxy(QueryFunction.arn) }
  } }
}
resource QueryFunctionOfRestApi: AWS::Lambda::Permission {
  FunctionName: QueryFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(RestApi.ref)
}
