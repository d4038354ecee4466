/// Answers over HTTPS.
stack Hello

@allow(public-function-url, "a greeting is for everybody")
function Greet {
  code:    "src"         // this folder becomes the function's zip
  handler: "app.greet"   // greet() in src/app.py
  runtime: python3.13
  arch:    arm64
  memory:  256 MB
  timeout: 5 s
  logs:    { retain: 14 days }

  on url { auth: none }   // open to all; `auth: iam` asks for a signature
}

output url = Greet.url
