// An event that S3 does not have.
bucket Uploads {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on bucket Uploads changed {}
}
