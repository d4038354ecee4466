// ECS Express Mode.
service Hello {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  port:    80
  express: true
  count:   1..4
  scale:   { cpu: 70% }
}

output url = Hello.url
