// Values that are chosen at deployment: each that can come about is looked at.
param prod: bool
param small: bool
resource Files: AWS::S3::Bucket {
  VersioningConfiguration: { Status: prod ? "Enabled" : "Disabled" }
}
resource Rule: AWS::EC2::SecurityGroupIngress {
  GroupId: "sg-0123456789abcdef0"
  IpProtocol: "tcp"
  FromPort: 443
  ToPort: 443
  CidrIp: prod ? "10.0.0.0/8" : null
}
resource Good: AWS::EC2::SecurityGroupIngress {
  GroupId: "sg-0123456789abcdef0"
  IpProtocol: "tcp"
  FromPort: 443
  ToPort: 443
  CidrIp: small ? "10.0.0.0/8" : null
  CidrIpv6: small ? null : "2001:db8::/32"
}
