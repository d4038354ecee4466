// A use under the opposite condition.
param env: "dev" | "prod"
if env == "prod" {
  queue Audit {}
} else {
  queue Other { dead_letter: Audit }
}
