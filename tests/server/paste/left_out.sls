stack Shop {}
‸
----
Child:
  Type: AWS::Serverless::Nonsense
  Properties: {}
Topic:
  Type: AWS::SNS::Topic
Store:
  Type: AWS::Serverless::SimpleTable
