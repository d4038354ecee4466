resource People: AWS::Cognito::UserPool {
}

resource Staff: AWS::Cognito::UserPool { MfaConfiguration: "OFF" }
