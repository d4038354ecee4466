stack Shop {
  tags: { team: "orders" }
}

defaults queue { visibility: 90 s }

queue Jobs {}
‸
----
Other:
  Type: AWS::SQS::Queue
  Properties:
    DelaySeconds: 5
Topic:
  Type: AWS::SNS::Topic
  Properties:
    DisplayName: orders
