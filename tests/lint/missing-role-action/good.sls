queue Jobs

function Work {
  code: inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  can receive Jobs
}

resource JobsToWork: AWS::Lambda::EventSourceMapping {
  EventSourceArn: Jobs.arn
  FunctionName: Work.arn
}

resource Orders: AWS::StepFunctions::StateMachine {
  RoleArn: OrdersRole.Arn
  Definition: {
    StartAt: "Send"
    States: {
      Send: {
        Type: "Task"
        Resource: "arn:aws:states:::sqs:sendMessage"
        Parameters: { QueueUrl: Jobs.url, MessageBody: "hello" }
        End: true
      }
    }
  }
}

resource OrdersRole: AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version: "2012-10-17"
    Statement: [{ Effect: "Allow", Principal: { Service: "states.amazonaws.com" }, Action: "sts:AssumeRole" }]
  }
  Policies: [
    {
      PolicyName: "send"
      PolicyDocument: {
        Version: "2012-10-17"
        Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: Jobs.arn }]
      }
    },
  ]
}
