// Words of CloudFormation, SAM, CDK, Terraform and other tools.
stack Elsewhere {}

var region = "eu-west-1"
param count: int = 3
param zones: string[]
lambda Old { code: "../../_code/node" }

queue Jobs {
  retention: 14 days
  visibility_timeout_seconds: 30
  maxMessageSize: 1 KB
  RedrivePolicy: { queue: Dead, maxReceiveCount: 3 }
}
queue Dead { KmsMasterKeyId: "alias/aws/sqs", delay: "30sec", wait: "5" }

table Orders {
  hash_key: { id: string }
  billing_mode: "PAY_PER_REQUEST"
  global_secondary_indexes: []
}

bucket Files { versioning: "true", lifecycle_rules: [], acl: "private" }

function Work {
  code_uri: "../../_code/py"
  handler: "app.place"
  runtime: python3.13
  memorySize: "512 MB"
  environment: { TABLE: Orders }
  reservedConcurrentExecutions: 5
  depends_on: [Jobs]
  permissions: [Jobs]
  events: [Jobs]
  removalPolicy: "retain"
  condition: "IsProd"
}

defaults lambda { runtime: python3.13 }

output url { value = Jobs.url }
output arn { Value: Jobs.arn }
