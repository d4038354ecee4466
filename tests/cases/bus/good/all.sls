// A bus, and what runs for its events.
queue Lost {}
bus Events { archive: { retain: 30 days }, accounts: ["123456789012"], description: "All of the shop's" }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on event Events { source: ["shop"], detail_type: ["OrderPlaced"], detail: { total: [{ numeric: [">", 100] }] } } { retries: 2, dead_letter: Lost }
  on event { source: ["aws.s3"], detail_type: ["Object Created"] } { input_path: "$.detail" }
}
function Sender {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  can publish Events
}
