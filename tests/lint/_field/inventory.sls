// After 1T/InventoryCalculator at 070bdca, template.yaml: its parameters, a role and a function. `ServiceName`, `StageName` and
// `NotificationEmail` are asked for and used nowhere in it.
// The runtime is a later one: theirs can no longer be used.
// rules: unused-parameter
param service_name: string
param stage_name: string
param code_bucket_name: string
param code_key: string
param notification_email: string

resource projectbaseBaseRole: AWS::IAM::Role {
  Path:              "/"
  ManagedPolicyArns: ["arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole"]
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      {
        Effect:    "Allow"
        Action:    ["sts:AssumeRole"]
        Principal: { Service: ["lambda.amazonaws.com"] }
      },
    ]
  }
}
resource ExampleGetFunction: AWS::Lambda::Function {
  Role:       projectbaseBaseRole.Arn
  Handler:    "projectbase.handlers.example_get"
  Runtime:    "python3.13"
  Code:       { S3Bucket: code_bucket_name, S3Key: code_key }
  MemorySize: 128
  Timeout:    300
}
