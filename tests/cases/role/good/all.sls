// Roles and policies.
table T { key: { id: string } }
policy Read { can read T }
role Agent { assumed_by: ["lambda.amazonaws.com", "123456789012"], policies: [Read], max_session: 2 h, path: "/shop/"
  can write T
}
existing role Deployer { name: "deployer" }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  role: Agent
  can delete T
}
function Other {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can assume Agent
  can pass Deployer
}
