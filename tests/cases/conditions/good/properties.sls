// Properties, triggers and permissions under conditions.
param fast: bool
table T { key: { id: string } }
queue Jobs {
  if fast { delay: 0 s } else { delay: 1 min }
}
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  memory: fast ? 1 GB : 256 MB
  if fast {
  timeout: 1 min
  on queue Jobs { batch: 1 }
  }
  can read T if fast
}
