/// Takes orders.
stack Shop {}

stages {
  dev:  { memory: 256 MB }
  prod: { memory: 1 GB }
}

param alert_email: string
let retention = 14 days

/// What was ordered.
table Orders {
  key: { customer: string, placed_at: number }
  index ByStatus { key: { status: string } }
}

queue Receipts { dead_letter: { queue: Failed, after: 5 } }
queue Failed   { retain: retention }

function Pla‸ce {
  code:    inline("def handler(event, context):\n    return event\n")
  handler: "index.handler"
  runtime: python3.13
  memory:  stage.memory
  env:     { TABLE: Orders, RECEIPTS: Receipts.url }

  can write Orders
  can send Receipts

  on queue Failed { batch: 5 }
}

alarm TooMany {
  metric: Failed.messages_visible
  above:  0
  notify: alert_email
}

output url = Receipts.url
