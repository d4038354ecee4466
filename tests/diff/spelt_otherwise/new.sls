stack Spelt

param env: string = "dev"
param names: list<string> = "a,b"

mapping M {
  "eu-west-1": { host: "h1" }
  "us-east-1": { host: "h2" }
}

condition prod = env == "prod"

resource Q: AWS::SQS::Queue {
  QueueName: sub(#"${E}-${A}-x"#, { E: env, A: prod ? "p" : "d" })
  Tags: [
    { Key: "a", Value: sub(#"${Host}/${AWS::Region}/${Lit}"#, { Host: M[aws.region]["host"], Lit: "fixed" }) }
    { Key: "b", Value: join("-", [env, "x", T.TopicName]) }
    { Key: "c", Value: join("", names) }
    { Key: "d", Value: "\${Literal}-${env}" }
    { Key: "e", Value: sub(#"${X}"#, { X: join(",", names) }) }
    { Key: "f", Value: "a${env}-${aws.account}b" }
    { Key: "g", Value: sub(#"a${X}b${X}"#, { X: names[0] }) }
    { Key: "h", Value: join(":", [join("/", ["a", env]), sub(#"${Env}"#)]) }
    { Key: "i", Value: "a${import("foo")}b" }
    { Key: "j", Value: sub(#"a${X}b"#, { X: import("${env}-foo") }) }
    { Key: "k", Value: sub(#"a${X}b"#, { X: T.TopicName, Unused: 1 }) }
  ]
}

resource T: AWS::SNS::Topic {}

resource P: AWS::SSM::Parameter {
  Type: "String"
  Value: {
    "Fn::Sub": [
      """
      {"a": "\${Arn}", "b": \${N}}

      """
      { Arn: Q.Arn, N: 5 }
    ]
  }
}
