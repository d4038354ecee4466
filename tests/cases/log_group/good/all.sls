// A log group, and a function that writes to it.
log_group Audit { name: "/shop/audit", retain: 365 days }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  logs: { group: Audit }
  can read Audit
}
