network Main { zones: 1, nat: one }
alarm Late { metric: Jobs.oldest_message, aobve: 300 }
queue Jobs {}
service Worker {
  image:   iamge
  network: Main
  on queue Jbos { per_task: 20 }
}
table Orders {
  key: { id: string }
  idnex ByName { key: { name: string } }
}
function Work {
  code: "../../_code/py", runtime: python3.13, handler: "app.place"
  can read Orders.ByName
}
eixsting queue Old { name: "old" }
