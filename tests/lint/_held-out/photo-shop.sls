// After targetsa/s3-lambda-dynamodb-export-csv-sam at 8635b2f, template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket PhotosBucket { name: "${aws.stack_name}-photos-${aws.account}" }
table PhotosTable { key: { key: string }, stream: new_and_old_images }
function Put {
  memory:   1 GB
  policies: ["arn:aws:iam::aws:policy/AWSLambdaExecute"]
  can read, write, delete, scan PhotosTable
  on bucket PhotosBucket created { suffix: ".jpg" }
}
function Delete {
  memory:   1 GB
  policies: ["arn:aws:iam::aws:policy/AWSLambdaExecute"]
  can read, write, delete, scan PhotosTable
  on bucket PhotosBucket removed { suffix: ".jpg" }
}
function ExportCSV {
  timeout:  60 s
  policies: ["arn:aws:iam::aws:policy/AWSLambdaExecute"]
  can read, scan PhotosTable
  env: { BUCKET_NAME: PhotosBucket }
}
