// After IM5-Pro/PRO at 988f448, sam/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

api HrmsHttpApi {}
function HrmsApiFunction {
  timeout: 30 s
  memory:  1 GB
  on http HrmsHttpApi ANY "/{proxy+}"
}
function AutoMarkFunction {
  timeout: 30 s
  on schedule cron("0 22 * * ? *")
}
