// Two outputs with one name.
queue Jobs {}
output url = Jobs.url
output url = Jobs.arn
