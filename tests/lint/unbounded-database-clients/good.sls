resource Main: AWS::RDS::DBCluster {
  Engine:                   "aurora-postgresql"
  MasterUsername:           "root"
  ManageMasterUserPassword: true
  StorageEncrypted:         true
}
queue Jobs { dead_letter: Failed }
queue Failed { retain: 14 days }
function Work {
  code:    inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"
  env:     { HOST: Main.ref }
  on queue Jobs { concurrency: 10 }
}
