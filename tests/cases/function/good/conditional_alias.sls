// An alias that exists only in some deployments: triggers call the function where it does not.
param live: bool = true

queue Jobs {}

function Work {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"

  if live {
    alias live { provisioned: 1 }
  }

  on queue Jobs {}
}
