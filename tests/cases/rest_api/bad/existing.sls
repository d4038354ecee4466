// A route of an API whose definition is another stack's.
existing rest_api Other { id: "abc123" }

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { URL: Other.url }
  on http Other GET "/a"
}
