// A percentile on one stage, an average on the other.
stages {
  dev:  { stat: "average" }
  prod: { stat: "p99" }
}

function Work {
  code:    inline("def handler(event, context):\n    return event\n")
  handler: "index.handler"
  runtime: python3.13

  on schedule rate(1 h)
}

alarm Slow {
  metric: Work.duration
  stat:   stage.stat
  above:  900
}
