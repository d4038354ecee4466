// What is overridden is part of what a version is named by, and parts can be patched.
function Work {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"
  signing: "arn:aws:lambda:eu-west-1:123456789012:code-signing-config:csc-0123456789abcdef0"

  alias live {}

  override { Timeout: 20 }
  override Live { Description: "patched" }
}
