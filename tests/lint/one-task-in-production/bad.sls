// stage: prod
stages { dev: { size: 1 }, prod: { size: 2 } }
network Main { nat: each }
param certificate: string
service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  port:    80
  network: Main
  count:   1
  on http "/*" { certificate: certificate }
}
