stack Shop {}

param env: string

queue Jobs {}

output url = Jobs.url
‸
----
AWSTemplateFormatVersion: "2010-09-09"
Description: Another stack
Transform: AWS::LanguageExtensions
Parameters:
  Env:
    Type: String
  Size:
    Type: Number
Conditions:
  IsProd: !Equals [!Ref Env, prod]
Resources:
  Bucket:
    Type: AWS::S3::Bucket
    Condition: IsProd
    Properties:
      Tags: [{ Key: size, Value: !Sub "${Size}" }]
Outputs:
  Url:
    Value: !If [IsProd, !Ref Bucket, none]
