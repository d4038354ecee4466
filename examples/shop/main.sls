/// Takes orders over HTTP, stores them, and mails a receipt.
stack Shop {
  tags: { team: "orders" }
}

stages {
  dev:  { memory: 256 MB, keep: 7 days }
  prod: { memory: 1 GB,   keep: 90 days }
}

param alert_email: string
param certificate: string   // an ACM certificate's ARN

table Orders {
  key:    { customer: string, placed_at: number }
  stream: new_and_old_images
  index ByStatus { key: { status: string, placed_at: number } }
  deletion_protection: stage.name == "prod"
}

queue Receipts { dead_letter: { queue: Failed, after: 5 } }
queue Failed   { retain: 14 days }

defaults function {
  runtime: python3.13
  arch:    arm64
  memory:  stage.memory
  logs:    { retain: stage.keep }
}

function PlaceOrder {
  code:    "src/orders"
  handler: "app.place"
  timeout: 10 s
  env:     { TABLE: Orders, RECEIPTS: Receipts.url }

  can write Orders
  can send Receipts

  on http POST "/orders"
}

function SendReceipt {
  code:    "src/receipts"
  handler: "app.send"

  can "ses:SendEmail" on "arn:${aws.partition}:ses:${aws.region}:${aws.account}:identity/*"

  on queue Receipts { batch: 10, window: 5 s, partial_failures: true }
}

@allow(one-nat-in-production, "the shop can do without the internet for an hour; a second gateway costs 33 dollars a month")
network Main { zones: 2, nat: one }

service Storefront {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  cpu:     0.5 vCPU
  memory:  1 GB
  port:    80
  network: Main
  count:   2..10
  scale:   { cpu: 60% }

  can read Orders

  on http "/*" { certificate: certificate, health: "/healthz" }
}

if stage.name == "prod" {
  alarm TooManyFailures {
    metric: Failed.messages_visible
    above:  0
    for:    5 min
    notify: alert_email
  }
}

output url = Storefront.url
