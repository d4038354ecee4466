@retain
resource Shop: AWS::RDS::DBInstance { DBInstanceClass: "db.t4g.small", Engine: "postgres" }

@retain
resource Orders: AWS::RDS::DBCluster { Engine: "aurora-postgresql" }
