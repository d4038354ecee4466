@retain
resource Shop: AWS::RDS::DBInstance {
  DBInstanceClass: "db.t4g.small"
  Engine:          "postgres"
  MultiAZ:         true
}

resource Reader: AWS::RDS::DBInstance {
  DBInstanceClass:     "db.r7g.large"
  Engine:              "aurora-postgresql"
  DBClusterIdentifier: "shop"
}
