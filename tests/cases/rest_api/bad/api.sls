// What does not go together in the API itself.
rest_api A { domain: "a.example.com", base_path: "v1" }
rest_api B { certificate: "arn:aws:acm:eu-west-1:123456789012:certificate/0" }
rest_api C { type: private }
rest_api D { vpc_endpoints: ["vpce-1"] }
rest_api E { usage_plan: { quota: { limit: 10, per: day } } }
rest_api G { cache: { size: 2 } }
rest_api H { models: { "Or-der": {} } }
rest_api I { cors: { origins: ["*"], credentials: true } }
rest_api J { stage: "a b" }
rest_api K { tyype: edge }
rest_api L { type: global }

function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  on http A "/"
  on http B "/"
  on http C "/"
  on http D "/"
  on http E "/"
  on http G "/"
  on http H "/"
  on http I "/"
  on http J "/"
  on http K "/"
  on http L "/"
}
