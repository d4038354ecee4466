param vpc: AWS::EC2::VPC::Id
param subnets: list<AWS::EC2::Subnet::Id>

existing network Corp { vpc: vpc, private_subnets: subnets }
existing security_group Shared { id: "sg-0123456789abcdef0" }

service Agent {
  image:           "public.ecr.aws/nginx/nginx:1.27"
  network:         Corp
  security_groups: [Shared]
}

function Inside {
  code:    inline("def run(event, context):\n    return {}\n")
  runtime: python3.13
  handler: "index.run"
  network: Corp
}
