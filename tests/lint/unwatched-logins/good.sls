resource People: AWS::Cognito::UserPool {
  UserPoolTier:   "PLUS"
  UserPoolAddOns: { AdvancedSecurityMode: "ENFORCED" }
}
