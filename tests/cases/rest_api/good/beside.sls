// An HTTP API that no declaration has, beside a REST API; a stage that is known at deployment.
stages {
  dev:  {}
  prod: {}
}

rest_api Front { stage: stage.name }

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  alias live {}
  on http GET "/http"
  on http Front GET "/rest"
}

output url = Front.url
