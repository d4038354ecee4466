network Main { nat: one }
service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  port:    80
  network: Main
  on http "/*"
}
