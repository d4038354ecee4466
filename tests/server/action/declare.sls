/// Takes orders.
stack Shop {}

resource Subnet: AWS::EC2::Subnet {
  VpcId:     vpc‸_id
  CidrBlock: "10.0.0.0/24"
}
