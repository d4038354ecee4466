// stage: prod
// One stage, in which everything is known.
stages { dev: { keep: 1 h, names: ["a"] }, prod: { keep: 2 days, names: ["a", "b"] } }
for n in stage.names {
  queue Q[n] { retain: stage.keep }
}
if stage.name == "prod" {
  queue Audit {}
}
