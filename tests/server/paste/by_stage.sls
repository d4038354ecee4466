stages {
  dev:  { zones: 2 }
  prod: { zones: 3 }
}

network Main { zones: stage.zones }
‸
----
Group:
  Type: AWS::EC2::SecurityGroup
  Properties:
    GroupDescription: inside
    VpcId: !Ref Main
