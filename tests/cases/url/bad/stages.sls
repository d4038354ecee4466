// The permissions follow from `auth`.
param open: "none" | "iam"
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on url { auth: open }
}
