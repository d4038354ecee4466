network Main {}
security_group Data { network: Main, allow: [{ from: anywhere, port: 5432 }] }
