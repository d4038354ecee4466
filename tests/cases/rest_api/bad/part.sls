// A part that there is not.
rest_api Front {
  override Stge { ClientCertificateId: "abc123" }
}

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/orders"
}
