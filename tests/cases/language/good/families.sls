// Families by lists and by maps.
for name in ["mail", "print"] {
  queue Jobs[name] { tags: { kind: name } }
}
for name, days in { short: 1, long: 14 } {
  queue Keep[name] { retain: days * 1 days }
}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { MAIL: Jobs["mail"] }
  for n in ["mail", "print"] {
  can send Jobs[n]
  }
}
