// A queue's function by its alias, with environments kept warm; another function may call the alias only.
stack Live {}

queue Jobs {}

function Work {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"
  async:   { retries: 0 }

  alias live {
    description: "what customers get"
    provisioned: 2
  }

  on queue Jobs { batch: 5 }
}

function Ask {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.cancel"
  env:     { WORK: Work.live.arn, SAME: Work.live }

  can invoke Work.live
}

output live = Work.live.arn
