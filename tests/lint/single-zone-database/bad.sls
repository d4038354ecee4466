@retain
resource Shop: AWS::RDS::DBInstance { DBInstanceClass: "db.t4g.small", Engine: "postgres" }

@retain
resource Old: AWS::RDS::DBInstance {
  DBInstanceClass: "db.t4g.small"
  Engine:          "postgres"
  MultiAZ:         false
}
