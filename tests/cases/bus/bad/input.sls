// What the target is given is said once.
bus Events {}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on event Events { source: ["a"] } { input: { a: 1 }, input_path: "$.detail" }
  on event Events { source: ["b"] } { input_path: "detail" }
}
