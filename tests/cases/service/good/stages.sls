// Sizes, counts and addresses by stage.
stages {
  dev:  { cpu: 0.25 vCPU, memory: 512 MB, count: 1..2,     public: true }
  prod: { cpu: 1 vCPU,    memory: 2 GB,   count: 2..6,  public: false }
}

network Main { nat: one }

service Web {
  image:     "public.ecr.aws/nginx/nginx:1.27"
  cpu:       stage.cpu
  memory:    stage.memory
  port:      80
  network:   Main
  count:     stage.count
  scale:     { cpu: 50%, schedule: [{ at: cron("0 8 ? * MON-FRI *"), count: 4..6, zone: "Europe/Berlin" }] }
  public_ip: stage.public
}
