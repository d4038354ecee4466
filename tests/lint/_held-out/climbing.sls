// After Alexander72/climbing-conditions-app at 8748a0a, backend/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table WeatherCacheTable { key: { pk: string, sk: string }, ttl: "ttl" }
api ClimbingConditionsApi {}
function ClimbingConditionsFunction {
  timeout: 30 s
  memory:  512 MB
  can read, write WeatherCacheTable
  on http ClimbingConditionsApi ANY "/{proxy+}"
}
