// stage: prod
stages { dev: { tasks: 1 }, prod: { tasks: 2 } }
network Main { nat: each }
param certificate: string
service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  port:    80
  network: Main
  count:   stage.tasks
  on http "/*" { certificate: certificate }
}
