network Main { nat: one }
network Other { nat: one }
network One { zones: 1, nat: one }
load_balancer Front { network: Main }
existing load_balancer Corp { url: "https://example.com" }
defaults service { image: "nginx", network: Main, port: 80 }
service A { on http Front "/a/*" {} }
service B { on http Front "/a/*" {} }
service C { on http Front "/c" { certificate: "x" } }
service D { network: Other, on http Front "/d" }
service E { network: One, on http "/*" }
service F { on http Corp "/f" }
service G { on http "g" }
service H { on http "/{id}" }
