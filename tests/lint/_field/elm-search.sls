// After paulsonnentag/elm-function-search at 0c8cfc8, crawler/serverless.yml: a function that a queue starts, one message at a
// time and as often as there are messages, and a db.t2.micro that each of them connects to.
// The runtime is a later one: theirs can no longer be used.
// rules: unbounded-database-clients
queue RepoQueue { name: "RepoQueue" }
resource pgDB: AWS::RDS::DBInstance {
  DBName:                   "elmFunctionSearch"
  AllocatedStorage:         "5"
  DBInstanceClass:          "db.t2.micro"
  Engine:                   "postgres"
  MasterUsername:           "master"
  ManageMasterUserPassword: true
}
function importRepo {
  code:    s3("artifacts", "code.zip"), handler: "handler.importRepo", runtime: nodejs20.x
  timeout: 60 s, memory: 512 MB
  env:     { DATABASE_HOST: pgDB.Endpoint.Address, REPO_QUEUE_NAME: RepoQueue.name }
  on queue RepoQueue { batch: 1 }
}
