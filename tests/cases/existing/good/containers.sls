// Services and tasks of other stacks: called, run and watched.
network Main { zones: 2, nat: one }

existing service Orders {
  name:           "orders"
  cluster:        "corp"
  port:           8080
  security_group: "sg-0123456789abcdef0"
  url:            "http://orders.corp.internal:8080"
}
existing task Export {
  arn:            "arn:aws:ecs:eu-west-1:123456789012:task-definition/export"
  cluster:        "corp"
  role:           "arn:aws:iam::123456789012:role/export"
  execution_role: "arn:aws:iam::123456789012:role/export-start"
}
existing task Import { arn: "arn:aws:ecs:eu-west-1:123456789012:task-definition/import:7", cluster: "corp" }
existing task Clean { name: "clean", cluster: "corp" }

service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  network: Main
  env:     { ORDERS: Orders }
  can call Orders
}
function Start {
  code:    inline("def run(event, context):\n    return {}\n")
  runtime: python3.13
  handler: "index.run"
  env:     { TASK: Export, CLUSTER: Export.cluster, CLEAN: Clean.arn }
  can run Export
  can run Import
  can run Clean
}
alarm Busy { metric: Orders.cpu, above: 80, for: 10 min }
output orders = Orders.arn
