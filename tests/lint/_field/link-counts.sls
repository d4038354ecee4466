// After javamultiplex/learn-aws-sam at 6496684, kinesis-firehose/template.yaml with src/count.js: a function that may do all with
// its table (`DynamoDBCrudPolicy`) and does nothing but update items. Its file is called `index` here, as inline code is.
// The runtime is a later one: theirs can no longer be used.
// rules: unused-grant
table CountTable { key: { id: string } }
function CountFunction {
  runtime: nodejs20.x
  handler: "index.handler"
  timeout: 180 s
  code: inline("""
    const AWS = require("aws-sdk");
    const db = new AWS.DynamoDB.DocumentClient();
    exports.handler = async (event) => {
      await db.update({ TableName: process.env.TABLE_NAME, Key: { id: event.id } }).promise();
    };
    """)
  env: { TABLE_NAME: CountTable }
  can read, write, delete, scan CountTable
}
