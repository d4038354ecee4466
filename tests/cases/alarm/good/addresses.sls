// One topic for all addresses of an alarm; a known topic stands beside it.
param mail: string
topic Alerts {}
queue Q {}
alarm A { metric: Q.messages_visible, above: 1, notify: [mail, "ops@example.com", Alerts.arn], recovered: mail }
