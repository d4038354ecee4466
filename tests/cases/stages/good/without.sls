// Without a stage chosen: a parameter and a mapping.
stages { dev: { memory: 256 MB, tracing: false }, test: { memory: 256 MB, tracing: true }, prod: { memory: 1 GB, tracing: true } }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  memory: stage.memory
  tracing: stage.tracing ? active : pass_through
  env: { STAGE: stage.name }
}
