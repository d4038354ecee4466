function Nothing { code: "../../_code/py", runtime: python3.13, handler: "app.place", concurrency: { provisioned: 2 } }

function Twice {
  code:        "../../_code/py"
  runtime:     python3.13
  handler:     "app.place"
  concurrency: { reserved: 5, provisioned: 2..10 }
  alias live { provisioned: 1 }
}
