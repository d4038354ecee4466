network Main {}
service Web {
  image:     "public.ecr.aws/nginx/nginx:1.27"
  network:   Main
  public_ip: true
}
