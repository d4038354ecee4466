// Function URLs, open and signed.
function Open {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on url { auth: none, cors: true, stream: true }
}
function Signed {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on url { auth: iam, cors: { origins: ["https://example.com"], methods: [GET] } }
}
output open = Open.url
