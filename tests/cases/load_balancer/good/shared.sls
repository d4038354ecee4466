// Two services behind one load balancer.
param certificate: string

network Main { nat: one }

load_balancer Front { network: Main, certificate: certificate, idle_timeout: 120 s, deletion_protection: true }

defaults service {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  network: Main
  port:    80
}

service Web   { on http Front "/*" }
service Admin { on http Front "/admin/*" { sticky: 1 h, drain: 10 s } }
service Api   {
  count: 1..3
  scale: { requests: 1000 }
  on http Front "/v1/*" { host: "api.example.com", methods: [GET, POST] }
  on http Front "/v2/*" { host: "api.example.com", priority: 5 }
}

output web = Web.url
output api = Api.url
output front = Front
