network Main { nat: one }
defaults service { image: "public.ecr.aws/nginx/nginx:1.27", network: Main }
service A { cpu: 1 vCPU, memory: 512 MB }
service B { cpu: 0.3 vCPU, memory: 1 GB }
service C { cpu: 8 vCPU, memory: 18 GB }
service D { cpu: 1, memory: 100 MB }
service E { cpu: 3 vCPU }
