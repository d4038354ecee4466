// Forms of `auth` of the other kind of API.
rest_api Front {}
api Web {}

function Guard {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
}

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/a" { auth: jwt("https://issuer.example.com", ["web"]) }
  on http Front GET "/b" { auth: request(Guard, {}) }
  on http Web GET "/c" { auth: cognito("arn:aws:cognito-idp:eu-west-1:123456789012:userpool/a") }
  on http Web GET "/d" { api_key: true }
  on http Web GET "/e" { timeout: 31 s }
  on http Front GET "/f" { host: "example.com" }
}
