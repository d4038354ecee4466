param env: string

queue Jobs { visibility: lo‸ng }

output env = env
