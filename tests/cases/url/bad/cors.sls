// No browser sends cookies to everybody.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on url { auth: none, cors: { origins: ["*"], credentials: true } }
}
