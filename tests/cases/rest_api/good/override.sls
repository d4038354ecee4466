// Parts whose ids have more than their word.
rest_api Front {
  stage: "v1"

  override Stage { ClientCertificateId: "abc123" }
  override Deployment { Description: "by hand" }
  override { Mode: "overwrite" }
}

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Front GET "/orders"
}
