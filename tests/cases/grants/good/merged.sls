// Permissions on several targets become few statements.
table A { key: { id: string } }
table B { key: { id: string }, index ByName { key: { name: string } } }
bucket Files {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can read, write A, B
  can scan B
  can read B.ByName
  can read Files["in/*"]
  can list Files
  can delete A
  can "ses:SendEmail", "ses:SendRawEmail" on "arn:${aws.partition}:ses:${aws.region}:${aws.account}:identity/*"
}
