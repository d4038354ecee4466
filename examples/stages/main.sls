/// One source, two stages: small and short-lived for development, larger and watched for production.
stack Stages {
  tags: { stage: stage.name }
}

// Every stage has the same keys. `--stage prod` builds for one; without it the template has a parameter Stage.
stages {
  dev:  { memory: 256 MB, keep: 7 days,  concurrency: 2 }
  prod: { memory: 1 GB,   keep: 90 days, concurrency: 50 }
}

param alert_email: string = "ops@example.com"

// What all functions of this file have, unless they say otherwise
defaults function {
  code:    "src"
  runtime: python3.13
  arch:    arm64
  memory:  stage.memory
  logs:    { retain: stage.keep }
  env:     { STAGE: stage.name }   // maps merge: each function adds its own
}

let kinds = { mail: 30 s, report: 5 min, invoice: 1 min }

queue Failed { retain: 14 days }

for kind, timeout in kinds {
  queue Jobs[kind] { dead_letter: { queue: Failed, after: 3 } }

  function Work[kind] {
    handler: "work.${kind}"
    timeout: timeout
    env:     { KIND: kind }

    on queue Jobs[kind] { concurrency: stage.concurrency }
  }
}

function Submit {
  handler: "submit.handle"
  timeout: 5 s
  // one of a family is named by its key
  env:     { MAIL: Jobs["mail"].url, REPORT: Jobs["report"].url, INVOICE: Jobs["invoice"].url }

  can send Jobs["mail"], Jobs["report"], Jobs["invoice"]

  on url { auth: iam }
}

if stage.name == "prod" {
  alarm JobsFail {
    metric: Failed.messages_visible
    above:  0
    for:    5 min
    notify: alert_email
  }
}

output url = Submit.url
