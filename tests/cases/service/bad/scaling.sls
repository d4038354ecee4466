network Main { nat: one }
queue Jobs {}
queue Other {}
defaults service { image: "public.ecr.aws/nginx/nginx:1.27", network: Main }
service A { count: 2, scale: { cpu: 60% } }
service B { count: 2..10 }
service C { count: 1..2, scale: { requests: 100 } }
service D { count: 10..2, scale: { cpu: 60 } }
service E { count: 1..2, scale: { schedule: [{ at: cron("0 8 * * * *"), count: 2 }] } }
service F { count: 1..2, scale: { queue: Jobs }, on queue Other { per_task: 0 } }
service G { count: 1..2, scale: { queue: Jobs }, on queue Other }
service H { spot: 120%, deploy: { min: 100%, max: 100% }, grace: 10 s }
