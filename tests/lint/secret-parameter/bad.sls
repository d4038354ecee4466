param db_password: string
resource Main: AWS::RDS::DBInstance {
  Engine:             "postgres"
  DBInstanceClass:    "db.t4g.micro"
  AllocatedStorage:   "20"
  MasterUsername:     "root"
  MasterUserPassword: db_password
  StorageEncrypted:   true
}
