/// Answers over HTTPS.
stack {{stack}}

function Hello {
  code:    "src/hello"
  handler: "app.handle"
  runtime: python3.13
  arch:    arm64
  memory:  256 MB
  timeout: 5 s
  logs:    { retain: 14 days }

  on url { auth: none }   // open to all: write `auth: iam` to ask for a signature
}

output url = Hello.url
