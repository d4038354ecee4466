network Main { zones: 2, nat: one }
load_balancer Front { network: Main }
function Look { code: inline("def look(event, context):\n    return {}\n"), runtime: python3.13, handler: "index.look" }
defaults service { image: "public.ecr.aws/nginx/nginx:1.27", network: Main, port: 80 }
service A { deploy: canary(10%, 5 min) }
service B { deploy: { strategy: blue_green, min: 50%, max: 150% }, on http "/*" }
service C { deploy: linear(1%, 5 min), on http "/*" }
service D { deploy: linear(10.25%, 5 min), on http "/*" }
service E { deploy: { strategy: linear(5%, 2 h) }, on http "/*" }
service F { deploy: { strategy: canary(5%, 20 h), bake: 20 h }, on http "/*" }
service G { deploy: { test: { "x-try": "new" }, hooks: { pre_scale_up: Look } }, on http "/*" }
service H { deploy: blue_green, on http Front "/a/*", on http Front "/b/*" }
service I { deploy: blue_green, discovery: dns("i") }
service J { deploy: blue_green, count: 1..4, scale: { requests: 100 }, on http "/*" }
service K { deploy: { strategy: blue_green, test: { "x-try": "new" } }, discovery: "k" }
service L { deploy: { strategy: blue_green, rollback: false }, on http "/*" }
service M { deploy: { strategy: blue_green, test: { "x-try": "new" } }, on http Front "/m" { priority: 1 } }
service R { deploy: { strategy: blue_green, test: { "x-try": "new" } }, on http Front "/r" { priority: 8 } }
service S { on http Front "/s" { priority: 7 } }
service N { express: true, deploy: blue_green }
service O { deploy: green, on http "/*" }
service P { deploy: canary(10%, 30 h), on http "/*" }
service Q { deploy: { strategy: blue_green, hooks: { before: Look } }, on http "/*" }
