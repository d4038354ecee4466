param place: string
queue Jobs { name: "jobs-${pl‸}" }
