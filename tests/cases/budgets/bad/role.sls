// A policy that is too large.
for i in range(0, 200) {
  table Table[i] { key: { id: string } }
}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"

  for i in range(0, 200) {
    can read Table[i]
  }
}
