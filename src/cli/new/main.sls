/// Answers over HTTPS.
stack {{stack}}

@allow(public-function-url, "it greets everybody")
function Hello {
  code:    "src/hello"
  handler: "app.handle"
  runtime: python3.13
  arch:    arm64
  memory:  256 MB
  timeout: 5 s
  logs:    { retain: 14 days }

  on url { auth: none }   // open to all: with `auth: iam` in its place, the `@allow` can go
}

output url = Hello.url
