// A permission for a role that is not made here.
table T { key: { id: string } }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  role: "arn:aws:iam::123456789012:role/r"
  can read T
}
