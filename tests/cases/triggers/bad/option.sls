// An option that a trigger does not have.
queue Jobs {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on queue Jobs { batchsize: 10 }
}
