// After alexzelenuyk/forward-invoice-to-s3 at 0850555, sam/template.yaml: what matters of it, written anew.

defaults function { code: s3("artifacts", "code.zip"), handler: "app.handler", runtime: nodejs20.x }

bucket S3TempBucketForEmails {}
bucket S3StorageBucket       {}
function LambdaFunction {
  timeout: 30 s
  can read, write S3TempBucketForEmails, S3StorageBucket
  can "ses:SendBounce" on "*"
}
resource LambdaSesPermissions: AWS::Lambda::Permission {
  FunctionName: LambdaFunction.arn
  Action:       "lambda:InvokeFunction"
  Principal:    "ses.amazonaws.com"
}
resource RuleSet: AWS::SES::ReceiptRuleSet { RuleSetName: "InvoicesToS3" }
resource SESRulesToInvokeLambda: AWS::SES::ReceiptRule {
  RuleSetName: RuleSet.ref
  Rule:        { Enabled: true, Actions: [{ LambdaAction: { FunctionArn: LambdaFunction.arn } }] }
}
