// After nedakhodabakhshi/aws-serverless-cloudops-event-pipeline at 5b7ca1d, cloudformation/lambda.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

function LogProcessorFunction {
  code: inline("""
    import json, os
    import boto3
    ddb = boto3.client("dynamodb")
    def lambda_handler(event, context):
        ddb.put_item(TableName=os.environ["TABLE_NAME"], Item={"pk": {"S": "run"}})
    """)
  handler: "index.lambda_handler"
  runtime: python3.11
  timeout: 10 s
  env:     { TABLE_NAME: "runs" }
  can "dynamodb:PutItem", "dynamodb:UpdateItem" on "arn:aws:dynamodb:${aws.region}:${aws.account}:table/runs"
  on queue "arn:aws:sqs:eu-west-1:123456789012:events" { batch: 1 }
}
