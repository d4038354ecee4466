// A cron with an hour that there is not.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on schedule cron("0 25 * * ? *")
}
