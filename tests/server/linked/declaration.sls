queue Jo‸bs {}
output url = Jobs.url
