// After LetsMakeItTechnical/sam-s3-lambda-transcribe-audio-to-text-s3 at 0f794d7, template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket InputS3Bucket  { name: "s3-lambda-transcribe-input-audio-build" }
bucket OutputS3Bucket { name: "s3-lambda-transcribe-output-text-build" }
function ConvertFileFunction {
  timeout: 30 s
  memory:  1 GB
  can read, write, delete, list OutputS3Bucket
  can read, list InputS3Bucket
  can "transcribe:StartTranscriptionJob", "*" on "*"
  on bucket InputS3Bucket created
}
