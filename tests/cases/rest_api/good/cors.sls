// Pages of one origin, and of all.
param origin: string

rest_api One { cors: { origins: [origin] } }

rest_api All { cors: true }

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http One GET "/a"
  on http One POST "/a"
  on http All "/a"
  on http All OPTIONS "/b"
}
