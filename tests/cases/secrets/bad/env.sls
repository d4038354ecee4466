// A secret in an environment variable.
param key: secret string
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { KEY: key }
}
