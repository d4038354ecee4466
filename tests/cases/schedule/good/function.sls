// Schedules of functions.
queue Lost {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on schedule rate(5 min)
  on schedule rate(1 h) { flexible: 15 min, input: { full: true }, retries: 2, max_age: 1 h, dead_letter: Lost }
  on schedule cron("0 2 ? * MON-FRI *") { zone: "Europe/Berlin", enabled: false }
  on schedule at("2027-01-31T09:00:00")
}
