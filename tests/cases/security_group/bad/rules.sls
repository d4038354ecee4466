network Main {}
security_group A { network: Main, allow: [{ port: 80 }, { from: "home", port: 80 }, { from: anywhere, cidr: "10.0.0.0/8", port: 1 }] }
security_group B { network: Main, allow: [{ from: anywhere, port: 80, ports: 80..90 }, { from: anywhere, protocol: tcp }, { from: anywhere, protocol: any, port: 1 }] }
security_group C { network: Main, allow: [{ from: anywhere, port: 70000 }], description: "größe" }
security_group D { id: "sg-0123456789abcdef0", network: Main }
security_group E { allow: [{ from: Main, to: Main }] }
