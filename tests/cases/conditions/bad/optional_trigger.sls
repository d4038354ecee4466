// A trigger on what may not exist.
param env: "dev" | "prod"
if env == "prod" {
  queue Audit {}
}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on queue Audit {}
}
