queue Jobs {}
output jobs = Jobs.url
