// Who may call a URL, misspelt.
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on url { auth: nobody }
}
