// After 12dit152/spring-aws-lambda at 4e29a89, template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

api SpringLambdaHelloWorldHttpApi {}
function SpringLambdaHelloWorldFunction {
  timeout:  30 s
  policies: ["arn:aws:iam::aws:policy/AmazonSSMReadOnlyAccess"]
  on http SpringLambdaHelloWorldHttpApi ANY "/{proxy+}"
}
