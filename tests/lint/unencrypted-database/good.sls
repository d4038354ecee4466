resource Main: AWS::RDS::DBCluster {
  Engine:                   "aurora-postgresql"
  MasterUsername:           "root"
  ManageMasterUserPassword: true
  StorageEncrypted:         true
}
