stack Own

template {
  Parameters: { ArtifactBucket: { Type: "String", Description: "The stack's own" } }
}

resource Named: AWS::SSM::Parameter {
  Type:  "String"
  Value: { Ref: "ArtifactBucket" }
}
