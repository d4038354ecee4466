// A trigger under its target's condition.
param env: "dev" | "prod"
if env == "prod" {
  queue Jobs {}
  function F {
    code:    inline("def run(event, context):\n    return event\n")
    runtime: python3.13
    handler: "index.run"
    on queue Jobs {}
  }
}
