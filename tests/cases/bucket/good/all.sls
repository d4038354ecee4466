// Everything that a bucket can have.
bucket Logs {}
bucket Files {
  name:      "shop-files-${aws.account}"
  versioned: true
  retain:    90 days
  events:    true
  logs:      { bucket: Logs, prefix: "files/" }
  cors:      { origins: ["https://example.com"], methods: [GET, PUT], max_age: 1 h }
  rules:     [{ prefix: "tmp/", expire: 1 day, abort_uploads: 1 day }, { expire_old: 30 days, move: { to: glacier, after: 30 days } }]
}
bucket Site { public_read: true }
