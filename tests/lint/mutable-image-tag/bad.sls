network Main { nat: one }
service Web {
  image:   "public.ecr.aws/nginx/nginx:latest"
  network: Main
}
