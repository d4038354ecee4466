// Values outside of what AWS takes.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  timeout: 20 min
  memory: 64 MB
  ephemeral_storage: 20 GB
}
