‸----
{
  "AWSTemplateFormatVersion": "2010-09-09",
  "Description": "Keeps jobs.",
  "Parameters": { "Days": { "Type": "Number", "Default": 4 } },
  "Resources": {
    "Jobs": {
      "Type": "AWS::SQS::Queue",
      "Properties": { "VisibilityTimeout": 120, "KmsMasterKeyId": "alias/aws/sqs" }
    },
    "Reader": {
      "Type": "AWS::IAM::ManagedPolicy",
      "Properties": {
        "PolicyDocument": {
          "Version": "2012-10-17",
          "Statement": [{ "Effect": "Allow", "Action": "sqs:ReceiveMessage", "Resource": { "Fn::GetAtt": ["Jobs", "Arn"] } }]
        }
      }
    }
  },
  "Outputs": { "JobsUrl": { "Value": { "Ref": "Jobs" } } }
}
