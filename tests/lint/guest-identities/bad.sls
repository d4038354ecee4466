resource People: AWS::Cognito::IdentityPool {
  AllowUnauthenticatedIdentities: true
}
