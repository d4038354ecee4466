// No snapshot can be taken of a role; what is waited for may not be there.
param extra: bool
@snapshot
@depends_on(Mail)
resource Run: AWS::IAM::Role {
  AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }] }
}
if extra {
  resource Mail: AWS::SNS::Topic {}
}
