// A parameter that may be any text, for a word.
param arch: string
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  arch: arch
}
