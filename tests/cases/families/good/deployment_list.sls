// Lists that are known only at deployment: `Fn::ForEach` makes one of each for every item.
param zones: list<string> = ["eu-west-1a", "eu-west-1b"]
param names: list<string> = ["one", "two"]

for zone in zones {
  resource News[zone]: AWS::SNS::Topic {
    DisplayName: zone
    Tags:        [{ Key: "Name", Value: "news-${zone}" }]
  }

  queue Jobs[zone] { dead_letter: { queue: Failed[zone], after: 3 } }
  queue Failed[zone] { retain: 14 days }

  function Work[zone] {
    code:    inline("def handler(event, context):\n    return event\n")
    handler: "index.handler"
    runtime: python3.13
    timeout: 20 s
    env:     { ZONE: zone, JOBS: Jobs[zone].url }

    on queue Jobs[zone] { batch: 5 }
  }

  for name in names {
    resource Place["${zone}-${name}"]: AWS::SSM::Parameter {
      Type:        "String"
      Value:       News[zone].TopicArn
      Description: "${Jobs[zone].arn} for ${name}"
    }
  }
}
