// Each permission is a statement of the function's resource policy.
function Work { code: "../../_code/py", runtime: python3.13, handler: "app.place" }

for i in range(0, 70) {
  resource Allow[i]: AWS::Lambda::Permission {
    Action:       "lambda:InvokeFunction"
    FunctionName: Work.arn
    Principal:    "sns.amazonaws.com"
    SourceArn:    "arn:aws:sns:eu-west-1:123456789012:topic-${i}"
  }
}
