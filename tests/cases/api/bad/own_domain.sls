// an API whose domain is its own URL
api A { domain: A }

function F {
  code:    inline("def handler(e, c): pass")
  handler: "index.handler"
  runtime: python3.13
  env:     { URL: A.url }
  on http A GET "/"
}
