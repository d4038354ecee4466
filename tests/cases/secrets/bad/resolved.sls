// A secret of Secrets Manager in an environment variable.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { KEY: secret("api", "key") }
}
