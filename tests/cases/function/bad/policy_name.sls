// A managed policy's name where its ARN is wanted.
function Report {
  code:     inline("def handler(event, context):\n    return event\n")
  handler:  "index.handler"
  runtime:  python3.13
  policies: ["ReadOnlyAccess"]
  kms_key:  "alias/mine"
}
