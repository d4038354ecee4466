// An action that is known only at deployment.
param action: string
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can "s3:${action}" on "arn:aws:s3:::b/*"
}
