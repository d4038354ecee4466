// A function on a table's stream.
queue Missed {}
table Orders { key: { id: string }, stream: new_image }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on table Orders { batch: 50, window: 2 s, from: oldest, retries: 3, split_on_error: true, parallel: 2, on_failure: Missed, filter: { eventName: ["INSERT"] }, partial_failures: true }
}
