// Executions that wait for days, and tenants that are kept apart.
function Approve {
  code:    "../../_code/node"
  runtime: nodejs24.x
  handler: "index.handler"
  durable: { timeout: 30 days, retain: 7 days }
}

resource Own: AWS::IAM::Role {
  AssumeRolePolicyDocument: {
    Version:   "2012-10-17"
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: "lambda.amazonaws.com" } }]
  }
}

function Wait {
  code:    "../../_code/node"
  runtime: nodejs24.x
  handler: "index.handler"
  role:    Own
  durable: { timeout: 1 h }
}

function Tenants { code: "../../_code/py", runtime: python3.13, handler: "app.place", tenancy: per_tenant, recursive_loop: allow }
