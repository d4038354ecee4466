network Main {}
security_group Web { network: Main, allow: [{ from: anywhere, port: 443 }] }
security_group Data { network: Main, allow: [{ from: Web, port: 5432 }] }
