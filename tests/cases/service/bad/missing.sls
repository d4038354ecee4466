network Main { nat: one }
existing network Corp { vpc: "vpc-0123456789abcdef0" }
service A { network: Main }
service B { image: "nginx" }
service C { image: "nginx", network: Main, on http "/*" {} }
service D { image: "nginx", network: Corp }
service E { image: "nginx", build: "x", network: Main }
service F { build: "nowhere", network: Main }
service G { image: "nginx", network: Main, discovery: "g" }
