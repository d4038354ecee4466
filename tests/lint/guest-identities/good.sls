resource People: AWS::Cognito::IdentityPool {
  AllowUnauthenticatedIdentities: false
}
