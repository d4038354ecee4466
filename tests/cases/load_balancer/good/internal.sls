network Main { nat: one }

service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  network: Main
  port:    8443
  grace:   60 s
  on http "/grpc/*" { internal: true, protocol: https, version: grpc, certificate: ["arn:aws:acm:eu-west-1:123456789012:certificate/a", "arn:aws:acm:eu-west-1:123456789012:certificate/b"] }
}
