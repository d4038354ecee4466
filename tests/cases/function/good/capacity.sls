// A function on instances of the account's own: it may run for longer and be larger.
param provider: string

function Train {
  code:              "../../_code/py"
  runtime:           python3.13
  handler:           "app.place"
  timeout:           1 h
  memory:            16 GB
  capacity_provider: { provider: provider, concurrency: 10, memory_per_vcpu: 4 GB, environments: 3..20 }
}
