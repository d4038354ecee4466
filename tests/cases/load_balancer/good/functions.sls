// Functions and services share a load balancer; a rule each, tried by how much it asks for.
param listener: string

network Main { zones: 2, nat: one }
load_balancer Front { network: Main }
existing load_balancer Corp { listener: listener }

defaults function {
  code:    inline("def run(event, context):\n    return {'statusCode': 200, 'body': 'ok'}\n")
  runtime: python3.13
  handler: "index.run"
}

function Home { on http Front "/*" }
function Orders {
  on http Front GET "/orders/*" { multi_value: true }
  on http Front POST "/orders/*" { priority: 3 }
  on http Front "/admin/*" { host: ["admin.example.com"], headers: { "x-from": "inside" }, source: "10.0.0.0/8" }
  on http Corp "/orders/*"
  on http GET "/orders"
}
function Versioned {
  alias live {}
  on http Front "/versioned"
  on http Corp "/versioned"
}
service Web {
  image:   "public.ecr.aws/nginx/nginx:1.27"
  network: Main
  port:    80
  on http Front "/web/*"
}
