@retain
resource Shop: AWS::RDS::DBInstance {
  DBInstanceClass:                 "db.t4g.small"
  Engine:                          "postgres"
  EnableIAMDatabaseAuthentication: true
}
