// Environments kept warm as the load wants them.
function Work {
  code:        "../../_code/py"
  runtime:     python3.13
  handler:     "app.place"
  concurrency: { reserved: 50, provisioned: 2..10, scale: { utilization: 60% } }

  alias live {}
  alias before { version: "3", weights: { "4": 25% } }
}
