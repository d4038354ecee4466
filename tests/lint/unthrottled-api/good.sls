api Front { throttle: { rate: 100, burst: 200 } }

function Home {
  code: inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"

  on http Front GET "/"
}
