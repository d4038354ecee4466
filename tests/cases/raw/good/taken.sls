/// What CloudFormation takes, though it looks odd.
stack Taken

/// The names of conditions may have more than letters and digits.
template {
  Conditions: { "Here&There": { "Fn::Equals": [{ Ref: "AWS::Region" }, "eu-west-1"] } }
}

/// A module of a team's registry.
@attributes({ Condition: "Here&There" })
resource Stores: Team::Storage::Bucket::MODULE {}

/// `aws cloudformation package` left its code where it is.
resource Packed: AWS::Lambda::Function {
  Code:    "s3://artifacts/code.zip"
  Handler: "bootstrap"
  Role:    "arn:aws:iam::111122223333:role/packed"
  Runtime: "provided.al2023"
}

/// It waits for another, as a template may write it.
@attributes({ DependsOn: ["Packed"] })
resource After: AWS::SNS::Topic {}
