// Patterns with alternatives: their fields have the names that events have, too.
function Watch {
  code:    inline("def handler(event, context):\n    return event\n")
  handler: "index.handler"
  runtime: python3.13

  on event { "$or": [{ source: ["shop"] }, { detail_type: ["OrderPlaced"] }] }
}
