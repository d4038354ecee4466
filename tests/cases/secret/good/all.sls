// Secrets, given and made.
secret A { name: "shop/a", generate: { length: 20, exclude: "/@", punctuation: false } }
existing secret B { arn: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:b-AbCdEf" }
function F {
  code:    inline("def run(event, context):\n    return event\n")
  runtime: python3.13
  handler: "index.run"
  env: { AA: A.name }
  can read A, B
  can write A
}
