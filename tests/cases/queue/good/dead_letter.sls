// A queue with its dead letters, and a function that reads it.
stack Mail { tags: { team: "mail" } }

queue Letters { dead_letter: { queue: Failed, after: 3 } }
queue Failed  { retain: 14 days }

function Send {
  code:    inline("def send(event, context):\n    return {}\n")
  runtime: python3.13
  handler: "index.send"
  arch:    arm64
  timeout: 10 s
  env:     { LETTERS: Letters }

  can send Failed

  on queue Letters { batch: 10, window: 5 s, partial_failures: true }
}

output url = Letters.url
