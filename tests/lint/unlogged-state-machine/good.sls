role OrdersRole {
  trust: "states.amazonaws.com"
}

resource Orders: AWS::StepFunctions::StateMachine {
  RoleArn: OrdersRole.arn
  Definition: { StartAt: "Done", States: { Done: { Type: "Succeed" } } }
  LoggingConfiguration: {
    Level: "ALL"
    Destinations: [{ CloudWatchLogsLogGroup: { LogGroupArn: OrderLogs.arn } }]
  }
}

log_group OrderLogs { retain: 14 days }
