stages { dev: { keep: 1 days }, prod: { keep: 9 days } }
if stage.name == "dev" {
  queue Debug {}
}
queue Jobs { retain: stage.keep }
