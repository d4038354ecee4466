// After awsmantra/eventbridge-schedules-to-stepfunction at 14159bb, sam/template.yaml: what matters of it, written anew.
resource LegacyAppTable: AWS::DynamoDB::Table {
  TableName: "LegacyApp", BillingMode: "PAY_PER_REQUEST", KeySchema: [
    { AttributeName: "PK", KeyType: "HASH" },
  ], AttributeDefinitions: [
    { AttributeName: "PK", AttributeType: "S" },
  ]
}
resource LegacyAppSQS: AWS::SQS::Queue { QueueName: "legacy-app-queue" }
resource LegacyAppSNS: AWS::SNS::Topic {
  TopicName:    "legacy-app-topic"
  Subscription: [{ Protocol: "sqs", Endpoint: LegacyAppSQS.Arn }]
}
resource SnsToSqsPolicy: AWS::SQS::QueuePolicy {
  Queues: [LegacyAppSQS.ref]
  PolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      {
        Effect:    "Allow"
        Principal: { Service: "sns.amazonaws.com" }
        Action:    "SQS:SendMessage"
        Resource:  LegacyAppSQS.Arn
        Condition: { ArnEquals: { "aws:SourceArn": LegacyAppSNS.ref } }
      },
    ]
  }
}
resource StateExecutionRole: AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      {
        Effect:    "Allow"
        Principal: { Service: "states.${aws.region}.amazonaws.com" }
        Action:    "sts:AssumeRole"
      },
    ]
  }
  Policies: [{ PolicyName: "Access", PolicyDocument: { Version: "2012-10-17", Statement: [
    {
      Effect: "Allow"
      Action: ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:UpdateItem", "dynamodb:DeleteItem"]
      Resource: LegacyAppTable.Arn
    },
    { Effect: "Allow", Action: "sns:*", Resource: LegacyAppSNS.ref },
  ] } }]
}
resource LegacyAppStateMachine: AWS::StepFunctions::StateMachine {
  RoleArn:          StateExecutionRole.Arn
  DefinitionString: json({ StartAt: "Write", States: { Write: { Type: "Task", Resource: "arn:aws:states:::dynamodb:putItem", Parameters: { TableName: "LegacyApp", Item: {} }, Next: "Tell" }, Tell: { Type: "Task", Resource: "arn:aws:states:::sns:publish", Parameters: { TopicArn: LegacyAppSNS.ref, Message: "done" }, End: true } } })
}
resource LegacyAppScheduleRole: AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      {
        Effect:    "Allow"
        Principal: { Service: "scheduler.amazonaws.com" }
        Action:    "sts:AssumeRole"
      },
    ]
  }
  Policies: [
    {
      PolicyName: "InvokeStateMachine"
      PolicyDocument: {
        Version: "2012-10-17"
        Statement: [
          { Effect: "Allow", Action: "states:startExecution", Resource: LegacyAppStateMachine.Arn },
        ]
      }
    },
  ]
}
resource LegacyAppSchedule: AWS::Scheduler::Schedule {
  FlexibleTimeWindow: {
    Mode: "OFF"
  }, ScheduleExpression: "cron(0 20 ? * * *)", ScheduleExpressionTimezone: "America/Chicago"
  Target: { Arn: LegacyAppStateMachine.Arn, RoleArn: LegacyAppScheduleRole.Arn }
}
