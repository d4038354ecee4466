// After 2412labs/lookout at 3743f3e, template.yml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket S3Bucket {}
table LookoutFacesTable { key: { faceId: string } }
function LookoutEvent {
  timeout: 30 s
  memory:  512 MB
  can read, write, list S3Bucket
  can read, write, delete, scan LookoutFacesTable
  can "iot:Publish" on "*"
}
resource IotEventToLambda: AWS::IoT::TopicRule {
  TopicRulePayload: {
    Actions:      [{ Lambda: { FunctionArn: LookoutEvent.arn } }]
    RuleDisabled: false
    Sql:          "SELECT * FROM 'lo/event'"
  }
}
resource IotToLambaPerm1: AWS::Lambda::Permission {
  FunctionName: LookoutEvent
  Action:       "lambda:InvokeFunction"
  Principal:    "iot.amazonaws.com"
}
