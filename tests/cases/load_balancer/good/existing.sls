network Main { nat: one }

existing load_balancer Corp {
  listener:       "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/corp/0123456789abcdef/0123456789abcdef"
  security_group: "sg-0123456789abcdef0"
  url:            "https://corp.example.com"
}

service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  network: Main
  port:    80
  on http Corp "/web/*"
}
output url = Web.url
