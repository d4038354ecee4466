// After simalexan/s3-lambda-image-text-detection-dynamodb at 3b3dccf, template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket ImagesS3Bucket { name: "s3-lambda-detect-image-text-bucket" }
table DetectedTextTable { name: "imageTexts", key: { imageTextsId: string }, stream: new_image }
function RekognizeText {
  timeout: 30 s
  can read, list ImagesS3Bucket
  can "rekognition:DetectText" on "*"
  can read, write, delete, scan DetectedTextTable
  on bucket ImagesS3Bucket created
}
