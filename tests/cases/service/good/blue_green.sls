// The new version starts beside the old one; a function looks at it before requests move, and an alarm turns them back.
network Main { zones: 2, nat: one }
load_balancer Front { network: Main }

service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  network: Main
  port:    80
  deploy: {
    strategy: blue_green
    bake:     10 min
    alarms:   [Errors]
    test:     { "x-try": "new" }
    hooks:    { post_test_traffic_shift: Look, pre_scale_up: Look }
  }
  on http Front "/*" { health: "/" }
}

service Other {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  network: Main
  port:    80
  on http Front "/other/*" { priority: 7 }
}

function Look {
  code:    inline("def look(event, context):\n    return {'hookStatus': 'SUCCEEDED'}\n")
  runtime: python3.13
  handler: "index.look"
  env:     { URL: Front.url }
}

alarm Errors { metric: Front.target_errors_5xx, above: 10, for: 1 min }
