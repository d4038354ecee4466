// Alarms on metrics of declarations, and on any.
queue Jobs {}
topic Alerts {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http GET "/x"
}
alarm Stuck { metric: Jobs.oldest_message, above: 300, for: 10 min, points: 8, notify: Alerts, recovered: Alerts }
alarm Errors { metric: F.errors, at_least: 1, notify: ["ops@example.com", Alerts], period: 5 min }
alarm Slow { metric: F.duration, above: 1000, stat: p99, missing: ignore }
alarm Other { metric: { namespace: "Shop", name: "Orders", dimensions: { Region: aws.region } }, below: 1, stat: sum, missing: bad }
