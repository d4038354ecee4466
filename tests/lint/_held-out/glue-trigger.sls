// After nicofari/aws-de at 06216ab, lambda/s3-trigger.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket Bucket1 { versioned: true }
@id("s3trigger")
function S3trigger {
  async: { retries: 2, max_age: 6 h }
  can "states:*", "s3:*" on "*"
  can "glue:*" on "*"
  on bucket Bucket1 created { prefix: "aws-de/raw" }
}
