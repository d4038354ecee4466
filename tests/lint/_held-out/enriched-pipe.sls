// After awsmantra/eventbridge-pipes-enrich-ddstream at 02c0605, sam/template.yaml: what matters of it, written anew.
resource EmployeeTable: AWS::DynamoDB::Table {
  TableName: "Employee", BillingMode: "PAY_PER_REQUEST", KeySchema: [
    { AttributeName: "PK", KeyType: "HASH" },
  ], AttributeDefinitions: [
    { AttributeName: "PK", AttributeType: "S" },
  ]
  StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" }
}
resource EmployeeEventBus: AWS::Events::EventBus { Name: "EmployeeEventBus" }
resource EmployeeStateMachineRole: AWS::IAM::Role {
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
}
resource EmployeeAppStateMachine: AWS::StepFunctions::StateMachine {
  StateMachineType: "EXPRESS", RoleArn: EmployeeStateMachineRole.Arn, DefinitionString: json({ StartAt: "Shape", States: { Shape: { Type: "Pass", End: true } } })
}
resource EmployeePipeDLQueue: AWS::SQS::Queue { QueueName: "employee-app-dlq" }
resource EmployeePipeRole: AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [
      { Effect: "Allow", Principal: { Service: "pipes.amazonaws.com" }, Action: "sts:AssumeRole" },
    ]
  }
  Policies: [{ PolicyName: "Access", PolicyDocument: { Version: "2012-10-17", Statement: [
    {
      Effect: "Allow"
      Action: [
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
      ]
      Resource: EmployeeTable.StreamArn
    },
    { Effect: "Allow", Action: "events:PutEvents", Resource: EmployeeEventBus.Arn },
    {
      Effect:   "Allow"
      Action:   ["states:StartExecution", "states:StartSyncExecution"]
      Resource: EmployeeAppStateMachine.Arn
    },
    { Effect: "Allow", Action: "sqs:*", Resource: "*" },
  ] } }]
}
resource EmployeePipe: AWS::Pipes::Pipe {
  RoleArn: EmployeePipeRole.Arn, Source: EmployeeTable.StreamArn, Enrichment: EmployeeAppStateMachine.Arn, Target: EmployeeEventBus.Arn
  SourceParameters: {
    DynamoDBStreamParameters: {
      StartingPosition:     "LATEST"
      BatchSize:            1
      DeadLetterConfig:     { Arn: EmployeePipeDLQueue.Arn }
      MaximumRetryAttempts: 1
    }
  }
}
