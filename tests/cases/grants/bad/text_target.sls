// A verb on a text.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can read "arn:aws:s3:::bucket"
}
