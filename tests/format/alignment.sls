queue A { retain: 1 h }
queue Longer { retain: 2 h }
topic T {}
function F {
  code: "src"
  handler: "app.run"

  runtime: python3.13
  memory: 256 MB
  // a comment parts nothing
  timeout: 10 s
  env: {
    A: "1"
    LONG_NAME: "2"
  }
  arch: arm64
}
