queue Jobs {}
‸
----
"Type": "AWS::SNS::Topic",
"Properties": {
  "DisplayName": { "Fn::Sub": "from ${Jobs.QueueName}" }
}
