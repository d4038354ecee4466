// Every form of path, one integration for all routes that ask for nothing of their own.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http "$default"
  on http "/"
  on http GET "/items/{id}"
  on http "/files/{path+}"
  on http PUT "/items/{id}" { payload: v1, timeout: 5 s }
}
