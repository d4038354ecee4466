/// A condition that nothing declares, named as CloudFormation does it.
stack Named
param size: "small" | "large" = "small"
condition IsLarge = size == "large"

@attributes({ Condition: "IsLarg" })
queue Jobs {}

@attributes({ Condition: "IsLarge" })
resource After: AWS::SNS::Topic {}
