// What other stacks own: names and ARNs give each other.
existing queue ByName { name: "jobs" }
existing queue ByArn { arn: "arn:aws:sqs:eu-west-1:123456789012:other" }
existing table Customers { name: "customers" }
existing bucket Files { name: "files" }
existing topic Alerts { arn: import("alerts-arn") }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { JOBS: ByName, OTHER: ByArn.name, FILES: Files }
  can send ByName, ByArn
  can read Customers
  can read Files["in/*"]
  can publish Alerts
  on queue ByName {}
}
