queue Jobs {}

function Run {
  code: "src/orders", handler: "app.place", runtime: python3.13
  can send Jobs
}
‸
----
Jobs:
    # what is worked on
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 30
      RedrivePolicy:
        deadLetterTargetArn: !GetAtt Failed.Arn
        maxReceiveCount: 3
  Failed:
    Type: AWS::SQS::Queue
  Alarm:
    Type: AWS::CloudWatch::Alarm
    DependsOn: Jobs
    Properties:
      AlarmDescription: !Sub "${Jobs.QueueName} of ${Run} in ${AWS::Region}"
      ComparisonOperator: GreaterThanThreshold
      EvaluationPeriods: 1
      MetricName: ApproximateNumberOfMessagesVisible
      Namespace: AWS/SQS
      Period: 60
      Statistic: Maximum
      Threshold: 0
      Dimensions:
        - Name: QueueName
          Value: !GetAtt Jobs.QueueName
