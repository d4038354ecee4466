// After artshishkin/art-max-aws-serverless at 6e2b714, s3-trigger/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket MyBucket {}
function ObserveBucketFunction {
  timeout: 3 s
  on bucket MyBucket created
}
