api Front {}

function Home {
  code: inline("def run(event, context): pass")
  runtime: python3.13
  handler: "index.run"

  on http Front GET "/"
}
