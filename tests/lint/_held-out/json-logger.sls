// After artshishkin/art-max-aws-serverless at 4dc8596, triggers/s3-trigger-sam/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket AppBucket {}
function S3JsonLoggerFunction {
  timeout: 60 s
  can read, list AppBucket
  on bucket AppBucket created { suffix: ".json" }
}
