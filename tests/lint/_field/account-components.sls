// After govuk-one-login/account-components at 86573898 (MIT), solutions/app-infra/template.yaml: four tables, a queue, a function's
// environment, and what `EnvironmentConfiguration` says of them. Nothing in that template asks for `frontendUrl`.
// stage: production
// rules: unprotected-deletion, unused-stage-value, same-in-all-stages
stages {
  dev: {
    frontendUrl: "https://manage.dev.account.gov.uk", rootDomain: "account.gov.uk"
    notificationsVisibilityTimeout: 120 s, notificationsMaxReceiveCount: 5
  }
  build: {
    frontendUrl: "https://manage.build.account.gov.uk", rootDomain: "account.gov.uk"
    notificationsVisibilityTimeout: 120 s, notificationsMaxReceiveCount: 5
  }
  staging: {
    frontendUrl: "https://manage.staging.account.gov.uk", rootDomain: "account.gov.uk"
    notificationsVisibilityTimeout: 120 s, notificationsMaxReceiveCount: 5
  }
  integration: {
    frontendUrl: "https://manage.integration.account.gov.uk", rootDomain: "account.gov.uk"
    notificationsVisibilityTimeout: 300 s, notificationsMaxReceiveCount: 36
  }
  production: {
    frontendUrl:                    "https://manage.account.gov.uk", rootDomain: "account.gov.uk"
    notificationsVisibilityTimeout: 300 s, notificationsMaxReceiveCount: 36
  }
}

@retain
table SessionsTable { name: "${aws.stack_name}-SessionStore", key: { id: string }, ttl: "expires" }
@retain
table AuthCodeTable { name: "${aws.stack_name}-AuthCode", key: { code: string }, ttl: "expires" }
@retain
table JourneyOutcomeTable {
  name: "${aws.stack_name}-JourneyOutcome"
  key:  { outcome_id: string }
  ttl:  "expires"
}
@retain
table ReplayAttackTable {
  name: "${aws.stack_name}-ReplayAttack"
  key:  { nonce: string }
  ttl:  "expires"
}
@retain
queue NotificationsQueue {
  retain:      14 days, visibility: stage.notificationsVisibilityTimeout
  dead_letter: { queue: NotificationsDLQ, after: stage.notificationsMaxReceiveCount }
}
@retain
queue NotificationsDLQ {}
function Stubs {
  code: s3("artifacts", "code.zip"), handler: "index.handler", runtime: nodejs22.x
  env:  { ROOT_DOMAIN: stage.rootDomain }
}
