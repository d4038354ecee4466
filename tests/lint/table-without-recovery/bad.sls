table Orders { key: { id: string } }

resource Carts: AWS::DynamoDB::Table {
  AttributeDefinitions:             [{ AttributeName: "id", AttributeType: "S" }]
  KeySchema:                        [{ AttributeName: "id", KeyType: "HASH" }]
  BillingMode:                      "PAY_PER_REQUEST"
  PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false }
}
