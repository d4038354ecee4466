// A notification of a bucket that is not made here.
existing bucket Uploads { name: "uploads" }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on bucket Uploads created {}
}
