// A trigger on a table without a stream.
table A { key: { id: string } }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on table A {}
}
