// A task in public subnets, and a function that may run it.
param token: secret string

network Main { zones: 2 }

task Export {
  image:       "public.ecr.aws/aws-cli/aws-cli:2.31.0"
  entry_point: ["/bin/sh", "-euc"]
  command:     ["echo done"]
  memory:      1 GB
  network:     Main
  public_ip:   true
  secrets:     { TOKEN: token }
}

function Start {
  code:    inline("def run(event, context):\n    return {}\n")
  runtime: python3.13
  handler: "index.run"
  arch:    arm64
  env:     { TASK: Export, CLUSTER: Export.cluster, SUBNETS: Export.subnets, GROUP: Export.security_group }

  can run Export
}
