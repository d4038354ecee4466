network Main {}
task A { image: "nginx" }
task B { image: "nginx", network: Main, on http "/*" {} }
task C { image: "nginx", network: Main, public_ip: true, count: 2 }
function F { code: inline("x"), runtime: python3.13, handler: "index.x", can start C }
