resource People: AWS::Cognito::UserPool {
  MfaConfiguration: "OPTIONAL"
  EnabledMfas:      ["SOFTWARE_TOKEN_MFA"]
}
