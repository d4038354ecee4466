// Declarations under conditions, used under the same and under stronger ones.
param env: "dev" | "prod"
param audited: bool = false
let is_prod = env == "prod"
if is_prod {
  queue Audit {}
  if audited {
    queue More { dead_letter: Audit }
  }
} else {
  queue Cheap {}
}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  if is_prod {
  env: { AUDIT: Audit }
  can send Audit
  }
}
output audit = Audit?.url ?? "none"
output both = is_prod && audited ? More.url : "no"
