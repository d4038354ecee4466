/// One topic, three consumers: each has a queue of its own, so that a slow or broken one does not hold up the others.
stack FanOut

topic OrderEvents

queue Billing  { dead_letter: { queue: Failed, after: 3 } }
queue Shipping { dead_letter: { queue: Failed, after: 3 } }
queue Archive  { dead_letter: { queue: Failed, after: 3 } }
queue Failed   { retain: 14 days }

bucket Archived

defaults function {
  code:    "src"
  runtime: nodejs24.x
  arch:    arm64
  memory:  256 MB
  timeout: 30 s   // a queue hides its messages for six times as long
  logs:    { retain: 14 days }
}

function Bill {
  handler: "consumers.bill"
  on topic OrderEvents { via: Billing, filter: { type: ["placed", "refunded"] } }
}

function Ship {
  handler: "consumers.ship"
  on topic OrderEvents { via: Shipping, filter: { type: ["placed"] } }
}

function Store {
  handler: "consumers.archive"
  env:     { ARCHIVED: Archived }

  can write Archived

  on topic OrderEvents { via: Archive }   // no filter: everything
}

output topic = OrderEvents.arn
