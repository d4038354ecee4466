// After Cloudzero/watts at 49c35e7, sns-lambda/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

topic SNSTopicLambdaSource {}
function SnsSubscribedFunction {
  on topic SNSTopicLambdaSource
}
