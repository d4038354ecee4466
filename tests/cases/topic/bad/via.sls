// Options of a queue between that is not there.
topic T {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on topic T { raw: true, batch: 5 }
}
