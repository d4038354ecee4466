// The name of a policy stands behind its path.
param partner: string
policy P {
  path: "/a/b/"
  can "s3:ListAllMyBuckets" on "*"
}
role R { assumed_by: [partner, aws.account, "ecs-tasks.amazonaws.com", "arn:aws:iam::123456789012:role/x"], policies: [P] }
role Github {
  trust: {
    Version: "2012-10-17"
    Statement: [{
      Effect: "Allow"
      Action: "sts:AssumeRoleWithWebIdentity"
      Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com" }
    }]
  }
}
output name = P.name
