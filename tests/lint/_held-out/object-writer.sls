// After Cloudzero/watts at 1c7a94a, lambda-s3/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket DestinationBucket {}
function PutObjectFunction {
  policies: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]
  env:      { BUCKET_NAME: DestinationBucket }
}
output arn = PutObjectFunction.arn
