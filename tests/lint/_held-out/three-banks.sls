// After Elvis-aws/Event-Bridge-AWS at 4f0726e, lambda-sqs/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

resource BlueBankBus: AWS::Events::EventBus { Name: "bluebank-bus" }
resource BlueBankDLQueue: AWS::SQS::Queue {}
resource ReserveBankDLQueue: AWS::SQS::Queue {}
resource BlueBankTopic: AWS::SNS::Topic {}
resource ReserveBankTopic: AWS::SNS::Topic {}
resource EventRuleBlueBank: AWS::Events::Rule {
  EventBusName: BlueBankBus.ref, EventPattern: {
    source: ["atm.events"]
    detail: { bop_reportable: ["Yes"] }
  }
  Targets: [
    {
      Arn:              ReserveBankTopic.ref
      Id:               "ReserveBankTopic"
      DeadLetterConfig: { Arn: ReserveBankDLQueue.Arn }
    },
  ]
}
resource EventRuleBlueBankCatchAll: AWS::Events::Rule {
  EventBusName: BlueBankBus.ref, EventPattern: {
    source: ["atm.events"]
    detail: { bop_reportable: ["Yes", "No"] }
  }
  Targets: [
    { Arn: BlueBankTopic.ref, Id: "BlueBankTopic", DeadLetterConfig: { Arn: BlueBankDLQueue.Arn } },
  ]
}
resource AllowBlueBankTopic: AWS::SNS::TopicPolicy {
  Topics: [BlueBankTopic.ref], PolicyDocument: {
    Statement: [
      {
        Effect:    "Allow"
        Principal: { Service: "events.amazonaws.com" }
        Action:    "SNS:Publish"
        Resource:  BlueBankTopic.ref
      },
    ]
  }
}
resource AllowReserveBankTopic: AWS::SNS::TopicPolicy {
  Topics: [ReserveBankTopic.ref], PolicyDocument: {
    Statement: [
      {
        Effect:    "Allow"
        Principal: { Service: "events.amazonaws.com" }
        Action:    "SNS:Publish"
        Resource:  ReserveBankTopic.ref
      },
    ]
  }
}
function EventsGeneratorFunction {
  can "events:PutEvents" on BlueBankBus.Arn
}
