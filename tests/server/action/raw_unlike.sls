resource Jobs: AWS::SQS::Queue {
  SqsManagedSseEnabled: ‸false
  KmsDataKeyReusePeriodSeconds: 300
  RedriveAllowPolicy: { redrivePermission: "allowAll" }
}
