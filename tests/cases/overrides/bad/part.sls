// A part that a function does not have.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  override Rol { MaxSessionDuration: 3600 }
}
