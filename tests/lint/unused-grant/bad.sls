table Orders { key: { id: string } }
function List {
  code:    "src"
  runtime: nodejs24.x
  handler: "app.list"
  env:     { TABLE: Orders }
  can read Orders
  can delete Orders
  on http GET "/orders"
}

function Change {
  code: inline("""
    const { DynamoDBDocument } = require("@aws-sdk/lib-dynamodb");
    exports.run = async () => DynamoDBDocument.from({}).update({ TableName: process.env.TABLE, Key: { id: "1" } });
    """)
  runtime: nodejs24.x
  handler: "index.run"
  env:     { TABLE: Orders }
  can read, write, scan Orders
}
