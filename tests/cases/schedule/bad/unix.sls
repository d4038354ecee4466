// A cron of five fields.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on schedule cron("0 2 * * *")
}
