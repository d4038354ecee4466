// A function that needs the bucket that notifies it.
bucket Uploads {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { UPLOADS: Uploads }
  on bucket Uploads created {}
}
