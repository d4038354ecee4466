// An action that AWS does not have.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can "dynamodb:PutItm" on "arn:aws:dynamodb:*:*:table/x"
}
