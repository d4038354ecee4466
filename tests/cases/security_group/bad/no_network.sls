network Main {}
function F { code: inline("x"), runtime: python3.13, handler: "index.x" }
security_group A { network: Main, allow: [{ from: F, port: 80 }] }
function G { code: inline("x"), runtime: python3.13, handler: "index.x", security_groups: [A] }
