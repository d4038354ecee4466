resource Orders: AWS::DynamoDB::Table {
  AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }]
  KeySchema:            [{ AttributeName: "id", KeyType: "HASH" }]
  BillingMode:          "PAY_PER_REQUEST"
}
