// What references give, by type and format.
resource Net: AWS::EC2::VPC { CidrBlock: "10.0.0.0/16" }
resource Inside: AWS::EC2::Subnet { VpcId: Net.ref, CidrBlock: "10.0.0.0/24" }
resource Machine: AWS::EC2::Instance {
  ImageId: "ami-0123456789abcdef0"
  SubnetId: Net.ref
  SecurityGroupIds: Inside.ref
  Tags: [{ Key: "cidr", Value: Net.CidrBlok }]
}
resource Task: AWS::ECS::TaskDefinition {
  TaskRoleArn: Run.ref
  ExecutionRoleArn: Run.Arn
}
resource Run: AWS::IAM::Role {
  AssumeRolePolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: "Permit", Principal: { Service: "ecs-tasks.amazonaws.com" }, Action: "sts:AssumeRole" }] }
}
param vpc: AWS::EC2::VPC::Id
resource Second: AWS::EC2::Instance {
  ImageId: "ami-0123456789abcdef0"
  SubnetId: vpc
}
