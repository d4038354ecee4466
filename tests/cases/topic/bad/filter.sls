// A filter that SNS does not take.
topic T {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on topic T { filter: { type: [{ prefx: "a" }] } }
}
