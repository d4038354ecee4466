// After 06393993/kenmyo-image-storage at 5f1f4c3, template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table ImagesMetaTable { key: { id: string }, stream: keys_only }
bucket ImagesS3Bucket {}
function ImageCreatedPublisherFunction {
  timeout: 3 s
  can "sns:Publish" on "arn:aws:sns:${aws.region}:${aws.account}:image-created"
  on table ImagesMetaTable { from: trim_horizon }
}
function ImageStorageFrontRouterFunction {
  timeout: 3 s
  can read, write, delete, scan ImagesMetaTable
  can read, write, delete, list ImagesS3Bucket
}
resource ImageStorageApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/images.json": { get: proxy(ImageStorageFrontRouterFunction.arn) }
  } }
}
resource ImageStorageFrontRouterFunctionOfImageStorageApi: AWS::Lambda::Permission {
  FunctionName: ImageStorageFrontRouterFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ImageStorageApi.ref)
}
