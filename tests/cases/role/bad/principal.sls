// Services are called in full, accounts have 12 digits, providers need conditions.
role A { assumed_by: "lambda" }
role B { assumed_by: "1234" }
role C { assumed_by: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
