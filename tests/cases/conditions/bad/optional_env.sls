// An environment variable of what may not exist.
param env: "dev" | "prod"
if env == "prod" {
  table Audit { key: { id: string } }
}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { AUDIT: Audit }
}
