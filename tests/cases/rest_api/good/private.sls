// An API of a network.
param endpoint: string

rest_api Inner {
  type:          private
  vpc_endpoints: endpoint
}

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http Inner GET "/a"
}
