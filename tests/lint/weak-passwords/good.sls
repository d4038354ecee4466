resource Users: AWS::Cognito::UserPool {
  Policies: { PasswordPolicy: { MinimumLength: 12 } }
}
