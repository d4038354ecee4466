// Secrets where they stay secret.
param api_key: secret string
secret Key { value: api_key }
secret Made { generate: { length: 40, key: "password", template: { user: "admin" } } }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { KEY: Key }
  can read Key, Made
}
@delete
resource Db: AWS::RDS::DBInstance {
  Engine:             "postgres"
  DBInstanceClass:    "db.t4g.micro"
  AllocatedStorage:   "20"
  StorageEncrypted:   true
  MasterUsername:     "admin_user"
  MasterUserPassword: secret(Made.arn, "password")
}
