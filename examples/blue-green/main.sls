/// A web server whose new versions are looked at before anyone else sees them.
stack BlueGreen

network Main { zones: 2, nat: one }

load_balancer Front { network: Main }

service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  cpu:     0.25 vCPU
  memory:  512 MB
  port:    80
  network: Main
  count:   2

  deploy: {
    strategy: canary(10%, 5 min)   // a tenth of the requests first; `blue_green` moves them all at once
    bake:     10 min               // for so long the old version stays, and requests can go back to it
    alarms:   [Failing]
    test:     { "x-try": "new" }   // requests with this header come to the new version before all others do
    hooks:    { post_test_traffic_shift: Look }
  }

  on http Front "/*" { health: "/" }
}

alarm Failing {
  metric: Front.target_errors_5xx
  above:  10
  for:    2 min
}

function Look {
  code:    "src"
  handler: "look.look"
  runtime: python3.13
  arch:    arm64
  timeout: 30 s
  env:     { URL: Front.url }
}

output url = Front.url
