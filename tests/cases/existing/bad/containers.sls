network Main { zones: 2, nat: one }
queue Jobs {}
existing service Orders { name: "orders" }
existing service Stock { arn: "arn:aws:ecs:eu-west-1:123456789012:service/corp/stock", image: "nginx" }
existing task Export { arn: "arn:aws:ecs:eu-west-1:123456789012:task-definition/export" }
existing task Nothing {}
existing function Work { name: "work", on queue Jobs {}, can send Jobs }
existing load_balancer Front { listener: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/corp/0123456789abcdef/0123456789abcdef" }
service Web {
  image:          "public.ecr.aws/nginx/nginx:1.27"
  network:        Main
  arn:            "arn:aws:ecs:eu-west-1:123456789012:service/corp/web"
  env:            { ORDERS: Orders }
  can call Orders
  can run Export
}
existing service Mail { name: "mail" }
service Post {
  image: "public.ecr.aws/nginx/nginx:1.27"
  security_groups: ["sg-0123456789abcdef0"]
  env: { MAIL: Mail }
}
output url = Stock.url
output name = Stock.name
output front = Front.dns_name
