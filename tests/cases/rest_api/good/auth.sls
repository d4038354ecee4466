// Who may call: Cognito's users, and whom a function lets in.
resource Users: AWS::Cognito::UserPool {}

rest_api Front {
  auth: cognito(Users.Arn)
}

function Guard {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
}

function Orders {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/own"
  on http Front GET "/scoped" { auth: cognito([Users.Arn], ["orders/read"]) }
  on http Front GET "/token" { auth: Guard }
  on http Front GET "/cached" { auth: token(Guard, { header: "X-Token", pattern: "^Bearer .+", cache: 1 min }) }
  on http Front GET "/request" { auth: request(Guard, { headers: ["X-Tenant"], query: ["key"], cache: 0 s }) }
  on http Front GET "/iam" { auth: iam }
  on http Front GET "/open" { auth: none }
}
