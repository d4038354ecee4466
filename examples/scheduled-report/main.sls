/// Sums up a day's sales every morning, and signs the report so that nobody can change it unseen.
stack ScheduledReport

table Sales {
  key: { day: string, id: string }
}

bucket Reports { retain: 365 days }

parameter Currency {   // can be changed later without a deployment
  value: "EUR"
}

secret SigningKey {
  generate: { length: 48 }   // made by AWS; it stands in no file and no log
}

queue Failed { retain: 14 days }

function Report {
  code:    "src"
  handler: "report.handle"
  runtime: python3.13
  arch:    arm64
  memory:  512 MB
  timeout: 2 min
  logs:    { retain: 30 days }
  async:   { retries: 2, on_failure: Failed }
  env:     { SALES: Sales, REPORTS: Reports, CURRENCY: Currency.name, SIGNING_KEY: SigningKey.arn }

  can read Sales, Currency, SigningKey
  can write Reports["daily/*"]

  on schedule cron("30 6 ? * MON-FRI *") {
    zone:        "Europe/Berlin"
    flexible:    15 min
    dead_letter: Failed
  }
}

output reports = Reports.name
