// Two schedules at the same time, with other inputs.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on schedule cron("0 2 * * ? *") { input: { a: 1 } }
  on schedule cron("0 2 * * ? *") { input: { a: 2 }, start: "2027-01-01T00:00:00Z", end: "2027-02-01T00:00:00Z" }
}
