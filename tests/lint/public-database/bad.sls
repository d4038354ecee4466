resource Main: AWS::RDS::DBInstance {
  Engine:                   "postgres"
  DBInstanceClass:          "db.t4g.micro"
  AllocatedStorage:         "20"
  MasterUsername:           "root"
  ManageMasterUserPassword: true
  StorageEncrypted:         true
  PubliclyAccessible:       true
}
