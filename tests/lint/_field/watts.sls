// After Cloudzero/watts, vpc/template.yaml at 5ce6c43 and vpc-lambda-sns/template.yaml at 883c35a, which imports what the stack
// `vpc-live` exports: a network in one zone without a way out, and a function in it that publishes. The endpoint is commented
// out there: "This doesn't work".
// The runtime is a later one: theirs can no longer be used.
// stage: live
// rules: isolated-function, one-zone-in-production
stages { live: { cidr: "10.0.0.0/16" } }

network VPC { zones: 1, cidr: stage.cidr }
topic SNSTopicLambdaDestination
function PublishFunction {
  code:    s3("artifacts", "code.zip"), handler: "index.publish", runtime: nodejs20.x
  network: VPC
  env:     { TOPIC_ARN: SNSTopicLambdaDestination.arn }
  can publish SNSTopicLambdaDestination
}
