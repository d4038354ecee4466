secret Key {
  generate: { length: 48 }
}

param rotator: string

resource KeyRotation: AWS::SecretsManager::RotationSchedule {
  SecretId: Key.arn
  RotationLambdaARN: rotator
  RotationRules: { ScheduleExpression: "rate(30 days)" }
}
