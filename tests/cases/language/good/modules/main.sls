// A module with parameters and outputs, one of them a declaration.
queue Failed {}
module Orders from "./parts/part.sls" { failed: Failed, retain: 2 h }
module Bills from "./parts/part.sls" { failed: Failed }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { ORDERS: Orders.jobs }
  can send Orders.queue
}
output count = Bills.jobs
