stack Shop {}
‸
----
  Place:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: src/orders/
      Handler: app.place
      Runtime: python3.13
      Events:
        Http:
          Type: HttpApi
          Properties: { Path: /orders, Method: post }
