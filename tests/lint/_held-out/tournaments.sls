// After adonis-legon/sc2-tournaments-notifier at 4255d01, sam/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

topic Sc2TournamentNotifierTopic {}
function Sc2TournamentNotifierFunction {
  timeout: 60 s
  can publish Sc2TournamentNotifierTopic
  on schedule cron("0 11 * * ? *")
}
