// After jonathancsilva/serverless-aws at 2e9db67, dynamodb-streams/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table PessoasTable { key: { id: string }, stream: new_image }
function ProcessPessoasTableStream {
  timeout: 30 s
  on table PessoasTable { batch: 5, from: trim_horizon }
}
