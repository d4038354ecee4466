// After udelblue/serverless at 150bb07, s3-lambda/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket SourceBucket      {}
bucket DestinationBucket {}
function TransformationFunction {
  memory: 2 GB
  can read, list SourceBucket
  can read, write, delete, list DestinationBucket
  env: { DESTINATION: DestinationBucket }
  on bucket SourceBucket created
}
