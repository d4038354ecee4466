// After jayzawadzki19/image-processing at 90f9f84, image-processing/template.yaml with lambda/app.py: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket ImageProcessingS3BucketForImages   { name: "image-processing-s3-storage-images" }
bucket ImageProcessingS3BucketForMetadata { name: "image-processing-s3-storage-metadata" }
function ImageProcessingFunction {
  code: inline("""
    import boto3
    def lambda_handler(event, context):
        client = boto3.client("s3")
        client.download_file("image-processing-s3-storage-images", "a.jpg", "/tmp/a.jpg")
        client.upload_file("/tmp/a.txt", "image-processing-s3-storage-metadata", "metadata/a.txt")
    """)
  handler: "index.lambda_handler"
  runtime: python3.9
  timeout: 15 s
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/process": { post: proxy(ImageProcessingFunction.arn) }
  } }
}
resource ImageProcessingFunctionOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: ImageProcessingFunction
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
