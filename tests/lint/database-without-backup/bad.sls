@retain
resource Orders: AWS::RDS::DBInstance {
  Engine: "postgres"
  DBInstanceClass: "db.t4g.micro"
  AllocatedStorage: "20"
  StorageEncrypted: true
  MasterUsername: "owner"
  ManageMasterUserPassword: true
  BackupRetentionPeriod: 0
}
