// A use under a weaker condition.
param env: "dev" | "prod"
param audited: bool
if env == "prod" && audited {
  queue Audit {}
}
if audited {
  queue Other { dead_letter: Audit }
}
