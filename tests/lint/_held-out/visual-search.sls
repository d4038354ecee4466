// After 8848mzy/amazon-sagemaker-visual-search at 9889bc5, backend/template.yaml: what matters of it, written anew.
use { proxy, calls_of } from "./_parts.sls"

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function PostFetchSimilarPhotosLambda {
  timeout: 60 s
  memory:  512 MB
  can "sagemaker:InvokeEndpoint" on "arn:aws-cn:sagemaker:${aws.region}:${aws.account}:endpoint/search"
}
resource ServerlessRestApi: AWS::ApiGateway::RestApi {
  Body: { swagger: "2.0", paths: {
    "/postURL":   { post: proxy(PostFetchSimilarPhotosLambda.arn) }
    "/postImage": { post: proxy(PostFetchSimilarPhotosLambda.arn) }
  } }
}
resource PostFetchSimilarPhotosLambdaOfServerlessRestApi: AWS::Lambda::Permission {
  FunctionName: PostFetchSimilarPhotosLambda
  Action:       "lambda:InvokeFunction"
  Principal:    "apigateway.amazonaws.com"
  SourceArn:    calls_of(ServerlessRestApi.ref)
}
