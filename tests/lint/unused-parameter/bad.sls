param size: string
param keep: number
queue Jobs { name: "jobs-${size}" }
