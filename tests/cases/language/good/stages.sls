/// Two stages.
stages {
  dev:  { memory: 256 MB, keep: 7 days, names: ["a", "b"] }
  prod: { memory: 1 GB,   keep: 90 days, names: ["a", "b"] }
}
param email: string
let isProd = stage.name == "prod"

defaults queue { retain: stage.keep / 9 }
for n in stage.names {
  queue Jobs[n] { delay: isProd ? 10 s : 0 s }
}
if isProd {
  queue Audit { tags: { owner: email } }
}
output audit = Audit?.arn ?? "none"
output first = Jobs["a"].name
