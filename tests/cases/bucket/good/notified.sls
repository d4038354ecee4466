// Notifications without a cycle: the permission names the account, what the role may do stands apart.
bucket Uploads {}
bucket Named { name: "named-${aws.account}" }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { NAMED: Named }
  can read Uploads["in/*"]
  can read Named
  on bucket Uploads created|removed { prefix: "in/", suffix: ".jpg" }
  on bucket Named created {}
}
