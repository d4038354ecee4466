// A use of what may not exist.
param env: "dev" | "prod"
if env == "prod" {
  queue Audit {}
}
output x = Audit.url
