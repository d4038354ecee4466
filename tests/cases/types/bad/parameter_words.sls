// A parameter one of whose words does not fit.
param arch: "arm64" | "i386"
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  arch: arch
}
