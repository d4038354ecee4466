// An action on what is no ARN.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can "s3:GetObject" on "my-bucket/*"
}
