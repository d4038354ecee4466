stack Shop {}

queue Jobs { visibility: 60 s }

table Orders { key: { id: string } }

‸

output jobs = Jobs.url
----
  Worker:
    Type: AWS::Serverless::Function
    Properties:
      InlineCode: "def handler(event, context): pass"
      Handler: index.handler
      Runtime: python3.13
      Timeout: 10
      Environment:
        Variables:
          TABLE: !Ref Orders
      Policies:
        - DynamoDBReadPolicy:
            TableName: !Ref Orders
      Events:
        Work:
          Type: SQS
          Properties:
            Queue: !GetAtt Jobs.Arn
            BatchSize: 5
