// A range whose ends are the wrong way round.
network N { nat: one }
service S { image: "public.ecr.aws/nginx/nginx:1", network: N, count: 5..2 }
