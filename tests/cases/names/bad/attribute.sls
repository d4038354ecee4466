// An attribute that a kind does not have.
queue Jobs {}
output x = Jobs.queue_url
