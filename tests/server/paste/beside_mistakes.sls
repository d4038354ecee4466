queue Jobs { visibilty: 30 s }

queue Work {}

output nothing = Nowhere.arn

‸
----
Policy:
  Type: AWS::SQS::QueuePolicy
  Properties:
    Queues: [!Ref Work]
    PolicyDocument:
      Statement:
        - { Effect: Allow, Principal: "*", Action: sqs:SendMessage, Resource: !GetAtt Work.Arn }
