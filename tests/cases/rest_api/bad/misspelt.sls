// A route of an API that is misspelt is one mistake: the API has its route.
rest_api Public {
  usage_plan: { quota: { limit: 1_000, per: day }, throttle: { rate: 5, burst: 10 } }
}

function Search {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Publik GET "/photos/{id}" { api_key: true }
}
