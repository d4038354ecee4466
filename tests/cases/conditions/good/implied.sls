// A condition that holds already is not asked again.
param env: "dev" | "prod"
if env == "prod" {
  queue Q { delay: env == "prod" ? 1 s : 2 s }
}
