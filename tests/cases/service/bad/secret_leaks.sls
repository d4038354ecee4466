param password: secret string
network Main { nat: one }
service A { image: "nginx", network: Main, env: { PASSWORD: password } }
