// After AnantAgarwal07/formfriend at 555e057, backend/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

table FormSemanticCacheTable { name: "FormSemanticCache", key: { mappingId: string } }
api HttpApi {}
function BackendFunction {
  timeout: 30 s
  can read, write, delete, scan FormSemanticCacheTable
  on http HttpApi ANY "/{proxy+}"
}
