// After 0xnu/rag-s3-vectors at 084854a, template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function RAGFunction {
  timeout: 30 s
  memory:  512 MB
  can "bedrock:InvokeModel" on "arn:aws:bedrock:${aws.region}::foundation-model/amazon.titan-embed-text-v2:0"
}
function VectorCreationFunction {
  timeout: 900 s
  can "bedrock:InvokeModel" on "arn:aws:bedrock:${aws.region}::foundation-model/amazon.titan-embed-text-v2:0"
}
resource RAGApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/query": { post: proxy(RAGFunction.arn) }
  } }
}
resource RAGFunctionOfRAGApi: AWS::Lambda::Permission {
  FunctionName: RAGFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(RAGApi.ref)
}
