// Takes orders, and tells whoever listens.

param memory: size = 128 MB

bus Events

table Orders {
  key: { id: string }
}

function Place {
  code:    "src"   // beside this file
  handler: "orders.place"
  runtime: nodejs24.x
  arch:    arm64
  memory:  memory
  timeout: 10 s
  logs:    { retain: 14 days }
  env:     { ORDERS: Orders, BUS: Events }

  can write Orders
  can publish Events

  on url { auth: iam }
}

output bus = Events
output url = Place.url
