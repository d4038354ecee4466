// What cannot stand in a `for` whose list is known only at deployment.
param zones: list<string> = ["a", "b"]
param subnets: list<AWS::EC2::Subnet::Id>

for zone in zones {
  queue Jobs {}
  queue Late["jobs"] {}
  module Inner from "./inner.sls" {}

  queue Fine[zone] {}
  if zone == "a" {
    queue Extra[zone] {}
  }
}

for subnet in subnets {
  queue Wrong[subnet] {}
}

for i, zone in zones {
  queue Pair[zone] {}
}

output one = Fine["a"].arn
