param stage_name: string
queue A { name: "jobs-" + stage_‸name + ".fifo" }
