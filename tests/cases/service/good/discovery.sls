// Names in DNS: the network's services share a namespace, or one that is given.
network Main { zones: 2, nat: one }
resource Corp: AWS::ServiceDiscovery::PrivateDnsNamespace { Name: "corp.example.com", Vpc: Main.id }

defaults service { image: "public.ecr.aws/nginx/nginx:1.27", network: Main, port: 80 }

service Orders { discovery: dns("orders") }
service Stock  { discovery: dns("stock") }
service Mail   { discovery: dns("mail", Corp.Id) }
service Web {
  env: { ORDERS: "http://orders.${aws.stack_name}.internal" }
  can call Orders
}
