queue Jobs {
  visibility: 30 s‸
}

queue Other {}
----
Topic:
  Type: AWS::SNS::Topic
  Properties:
    DisplayName: orders
