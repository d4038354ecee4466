param prod: bool
network Main { zones: 2, nat: one }
defaults service { image: "public.ecr.aws/nginx/nginx:1.27", network: Main, port: 80 }
service A { discovery: dns("Orders") }
service B { discovery: dns() }
service C { discovery: prod ? dns("c") : "c" }
