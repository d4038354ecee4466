// A share of the requests first: behind a load balancer of its own, and of those that other services send.
network Main { zones: 2, nat: one }

defaults service { image: "public.ecr.aws/nginx/nginx:1.27", network: Main, port: 80 }

service Web {
  deploy: canary(10%, 5 min)
  on http "/*"
}
service Orders {
  deploy:    { strategy: linear(12.5%, 2 min), bake: 0 min, rollback: false, alarms: ["orders"] }
  discovery: "orders"
}
// Nothing moves, but all new tasks start before the old ones stop.
service Worker {
  port:   null
  deploy: blue_green
}
