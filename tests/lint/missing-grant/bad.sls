table Orders { key: { id: string } }
queue Receipts {}
function Place {
  code:    "src"
  runtime: python3.13
  handler: "app.place"
  env:     { TABLE: Orders, RECEIPTS: Receipts.url }
  can write Orders
  on http POST "/orders"
}

template {
  Resources: {
    CountRole: {
      Type: "AWS::IAM::Role"
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17"
          Statement: [
            {
              Effect:    "Allow"
              Principal: { Service: "lambda.amazonaws.com" }
              Action:    "sts:AssumeRole"
            },
          ]
        }
      }
    }
    Count: {
      Type: "AWS::Lambda::Function"
      Properties: {
        Runtime: "python3.13"
        Handler: "index.run"
        Role:    { "Fn::GetAtt": ["CountRole", "Arn"] }
        Code: {
          ZipFile: "import boto3\ndef run(event, context):\n    boto3.client('sqs').send_message(QueueUrl='q', MessageBody='')\n"
        }
      }
    }
  }
}
