// A layer, and a function that has it.
layer Shared { code: "../../_code/py", runtimes: [python3.13, python3.12], arch: arm64, license: "MIT" }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  arch: arm64
  layers: [Shared]
}
