resource People: AWS::Cognito::UserPool {
}

resource Staff: AWS::Cognito::UserPool { UserPoolAddOns: { AdvancedSecurityMode: "OFF" } }
