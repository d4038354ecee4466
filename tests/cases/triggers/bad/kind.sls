// A trigger on a declaration of another kind.
table T { key: { id: string } }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on queue T {}
}
