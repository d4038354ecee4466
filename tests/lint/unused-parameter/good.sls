param size: string
queue Jobs { name: "jobs-${size}" }
