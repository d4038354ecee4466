param env: string

‸
----
Subnet:
  Type: AWS::EC2::Subnet
  Condition: IsProd
  Properties:
    VpcId: !Ref VpcId
    CidrBlock: !GetAtt Base.Block
    AvailabilityZone: !FindInMap [Zones, !Ref Env, First]
