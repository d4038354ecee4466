// A tenth of the calls first; an alarm or a hook turns it back.
resource Errors: AWS::CloudWatch::Alarm {
  AlarmDescription:   "too many errors"
  ComparisonOperator: "GreaterThanThreshold"
  EvaluationPeriods:  1
  MetricName:         "Errors"
  Namespace:          "AWS/Lambda"
  Period:             60
  Statistic:          "Sum"
  Threshold:          5
}

function Smoke {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.cancel"
  can "lambda:InvokeFunction" on "arn:${aws.partition}:lambda:${aws.region}:${aws.account}:function:*"
}

function Work {
  code:    "../../_code/py"
  runtime: python3.13
  handler: "app.place"
  deploy:  { strategy: canary(10%, 5 min), alarms: [Errors], before: Smoke }

  alias live {}
}
