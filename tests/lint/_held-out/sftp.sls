// After udelblue/serverless at 5a207d2, sftp-lambda-s3/template.yaml with src/app.py: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket DestinationBucket {}
function SFTPFunction {
  code: inline("""
    import os
    import boto3
    def lambda_handler(event, context):
        client = boto3.client("s3")
        bucket = os.environ["DESTINATION_BUCKETNAME"]
        client.head_object(Bucket=bucket, Key="a")
        part = client.create_multipart_upload(Bucket=bucket, Key="a")
        client.upload_part(Bucket=bucket, Key="a", PartNumber=1, UploadId=part["UploadId"], Body=b"")
        client.complete_multipart_upload(Bucket=bucket, Key="a", UploadId=part["UploadId"], MultipartUpload={})
    """)
  handler: "index.lambda_handler"
  runtime: python3.8
  env:     { DESTINATION_BUCKETNAME: DestinationBucket }
  can read, write, delete, list DestinationBucket
}
