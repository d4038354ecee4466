// A permission on what may not exist.
param env: "dev" | "prod"
if env == "prod" {
  table Audit { key: { id: string } }
}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can read Audit
}
