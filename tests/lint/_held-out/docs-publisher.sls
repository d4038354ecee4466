// After 10mi2/api-gateway-publisher at 0afeb2e, template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket SiteBucket {}
function DocsDeployFunction {
  timeout: 30 s
  can read, write, delete, list SiteBucket
}
output arn = DocsDeployFunction.arn
