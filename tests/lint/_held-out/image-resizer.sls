// After henriwi/lambda-demo at 22b933c, image-resizer/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket Bucket { name: "henrik-lambda-demo-images-resize" }
function ImageResizer {
  timeout:  20 s
  memory:   1 GB
  policies: ["arn:aws:iam::aws:policy/AmazonS3FullAccess"]
  on bucket Bucket created { prefix: "images/" }
}
