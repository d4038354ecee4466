// After Prince-JH/dosuri-backend at b4173a1, s3-lambda/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket SourceBucket      {}
bucket DestinationBucket {}
function ResizerFunction {
  memory: 2 GB
  can read, list SourceBucket
  can read, write, delete, list DestinationBucket
  env: { DESTINATION: DestinationBucket }
  on bucket SourceBucket created
}
