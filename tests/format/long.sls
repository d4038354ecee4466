function Work {
  env: { FIRST_VARIABLE: "the first value of all", SECOND_VARIABLE: "the second value of all", THIRD: "3" }
  layers: ["arn:aws:lambda:eu-west-1:123456789012:layer:one:1", "arn:aws:lambda:eu-west-1:123456789012:layer:two:1"]
  can "dynamodb:GetItem", "dynamodb:PutItem" on "arn:aws:dynamodb:eu-west-1:123456789012:table/orders-of-the-shop"
}
