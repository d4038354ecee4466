param path: string
network Main { zones: 2, nat: one }
load_balancer Front { network: Main }
existing load_balancer Corp { url: "https://example.com" }
existing load_balancer Shared { listener: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:listener/app/corp/0123456789abcdef/0123456789abcdef" }
defaults function {
  code:    inline("def run(event, context):\n    return {'statusCode': 200, 'body': 'ok'}\n")
  runtime: python3.13
  handler: "index.run"
}
function A { on http Front GET "/a" {} }
function B { on http Front GET "/a" {} }
function C { on http Front "/c/{id}" {} }
function D { on http Front "d" {} }
function E { on http Front "/e" { timeout: 5 s, auth: iam } }
function F { on http Front path {} }
function G { on http Corp "/g" {} }
function H { on http GET "/h" { host: "example.com", priority: 2 } }
function I { on http Front "/i" { priority: 5 } }
function J { on http Front "/j" { priority: 5 } }
function K { on http Front "/k" { priority: 0 } }
function L { on http Shared "/l" {} }
function M { on http Shared "/l" {} }
function N { on http Front "$default" {} }
