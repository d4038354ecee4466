queue Jobs {}

Resources:
  Topic:
    Type: AWS::SNS::Topic
    Properties:
      DisplayName: ‸orders
      KmsMasterKeyId: !Ref KeyId
      Subscription:
        - { Protocol: sqs, Endpoint: !GetAtt Jobs.Arn }

queue Other {}
