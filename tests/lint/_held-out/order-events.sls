// After mhlabs/sam-patterns-collection at 132f1c1, eventbridge-lambda-dynamodb/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

existing bus Custombus { name: "custombus" }
table Table { key: { ID: string } }
function OrderEventConsumer {
  timeout: 3 s
  can write Table
  on event Custombus { source: ["order-service"], detail_type: ["order-event"] }
}
