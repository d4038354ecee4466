resource Orders: AWS::StepFunctions::StateMachine {
  RoleArn:              "arn:aws:iam::111122223333:role/orders"
  DefinitionString:     "{}"
  TracingConfiguration: { Enabled: true }
}
