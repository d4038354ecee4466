// Executions that wait for days, and tenants that are kept apart.
function Approve {
  code:    "../../_code/node"
  runtime: nodejs24.x
  handler: "index.handler"
  durable: { timeout: 30 days, retain: 7 days }
}

function Tenants { code: "../../_code/py", runtime: python3.13, handler: "app.place", tenancy: per_tenant, recursive_loop: allow }
