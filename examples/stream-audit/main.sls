/// Keeps a record of every change and deletion in a table, where nobody can delete it, and raises an alarm if it cannot.
stack StreamAudit

param alert_email: string

table Accounts {
  key:    { id: string }
  stream: new_and_old_images
}

bucket AuditLog { versioned: true }

queue Missed { retain: 14 days }

function Audit {
  code:    "src"
  handler: "audit.handle"
  runtime: nodejs24.x
  arch:    arm64
  memory:  256 MB
  timeout: 1 min
  logs:    { retain: 90 days }
  env:     { AUDIT_LOG: AuditLog }

  can write AuditLog   // `write` does not include `delete`

  on table Accounts {
    batch:          100
    window:         5 s
    from:           trim_horizon                          // nothing is left out when this is first deployed
    filter:         { eventName: ["MODIFY", "REMOVE"] }   // what is new needs no audit
    retries:        5
    split_on_error: true   // find the record that fails, let the others through
    on_failure:     Missed
  }
}

topic Alerts {
  emails: [alert_email]
}

alarm AuditFails {
  metric: Audit.errors
  above:  0
  for:    5 min
  notify: Alerts
}

alarm RecordsMissed {
  metric: Missed.messages_visible
  above:  0
  for:    5 min
  notify: Alerts
}

output audit_log = AuditLog.name
