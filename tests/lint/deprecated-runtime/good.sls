// today: 2026-11-25
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
}
