queue Jobs { visibilty: 30 s }

// from the old stack
Topic:
  Type: AWS::SNS::Topic
  Properties:
    DisplayName: !Sub "${Jobs.QueueName}"

queue Other {}

"Log": { "Type": "AWS::Logs::LogGroup" },
