param keep: duration = 7 days

export let team = "orders"

queue Inbox { retain: keep }

output inbox = Inbox
