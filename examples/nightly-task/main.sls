/// Copies a table to a bucket every night, in a container that runs to its end.
stack NightlyTask

table Orders {
  key: { id: string }
}

bucket Exports { retain: 30 days }

queue Failed { retain: 14 days }

// No NAT gateway, which would cost money all day: the task has a public address while it runs
network Main { zones: 2, nat: none }

task Export {
  image:       "public.ecr.aws/aws-cli/aws-cli:2.31.0"
  entry_point: ["/bin/sh", "-euc"]
  command:     [file("src/export.sh")]   // the script itself, read when the stack is built
  cpu:         0.25 vCPU
  memory:      512 MB
  network:     Main
  public_ip:   true
  logs:        { retain: 30 days }
  env:         { TABLE: Orders, EXPORTS: Exports }

  can scan Orders
  can write Exports

  on schedule cron("0 2 * * ? *") { zone: "Europe/Berlin", retries: 2, dead_letter: Failed }
}

output exports = Exports.name
