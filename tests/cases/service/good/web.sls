// A service behind a load balancer with TLS, as in the design.
stack Web { tags: { team: "web" } }

param certificate: string

network Main { zones: 2, nat: one }

service Storefront {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  cpu:     0.5 vCPU
  memory:  1 GB
  port:    80
  network: Main
  count:   2..10
  scale:   { cpu: 60% }

  on http "/*" { certificate: certificate, health: "/healthz" }
}

output url = Storefront.url
