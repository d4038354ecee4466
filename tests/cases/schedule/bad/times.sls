// Times of the calendar, in order.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on schedule rate(1 h) { start: "tomorrow" }
  on schedule rate(2 h) { end: "2027-02-30T00:00:00Z" }
  on schedule rate(3 h) { start: "2027-02-01T00:00:00Z", end: "2027-01-01T00:00:00Z" }
}
