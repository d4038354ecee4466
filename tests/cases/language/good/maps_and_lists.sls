// Conditions and loops in maps and lists.
param audit: bool
let prod = true
queue Jobs {
  tags: {
    a: "1"
    if prod { b: "2" } else { c: "3" }
    for k in ["x", "y"] { "t-${k}": k }
    if audit { audited: "yes" }
  }
}
resource T: AWS::SNS::Topic {
  DisplayName: audit ? "audited" : "plain"
  Subscription: [if audit { Protocol: "email", Endpoint: "a@example.com" }, { Protocol: "email", Endpoint: "b@example.com" }]
}
