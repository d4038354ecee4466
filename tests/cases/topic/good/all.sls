// A topic with subscribers of every form.
queue Jobs {}
queue Lost {}
topic Orders { display_name: "Orders", emails: ["a@example.com"], urls: ["https://example.com/hook"] }
function Straight {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on topic Orders { filter: { type: ["placed"] }, dead_letter: Lost }
}
function Buffered {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  timeout: 30 s
  on topic Orders { via: queue, raw: true, partial_failures: true }
}
function Queued {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on topic Orders { via: Jobs, filter: { total: [{ numeric: [">", 10] }] }, filter_on: body }
}
