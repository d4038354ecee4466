param failed: queue
param retain: duration = 4 h
queue Jobs { retain: retain, dead_letter: failed }
output jobs = Jobs.url
output queue = Jobs
