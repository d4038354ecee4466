// set: env=prod
// set: count=2
// Parameters that the build sets are known.
param env: "dev" | "prod"
param count: number
if env == "prod" {
  for i in range(0, count) {
    queue Q[i] {}
  }
}
