// Two functions that would be notified of the same objects.
bucket Uploads {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on bucket Uploads created { prefix: "in/" }
}
function G {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on bucket Uploads created { prefix: "in/2026/" }
}
