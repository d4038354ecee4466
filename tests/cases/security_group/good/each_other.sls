// Groups that name each other, and rules of every form.
param office: string

network Main { zones: 2, nat: none }

/// The web servers
security_group Web {
  network:   Main
  allow:     [{ from: anywhere, port: 443 }, { from: Data, ports: 8000..8100 }, { cidr: office, port: 22, description: "the office" }]
  allow_out: [{ to: Data, port: 5432 }]
}

security_group Data {
  network: Main
  allow: [
    { from: Web, port: 5432 },
    { from: Data, protocol: any },
    { from: Main, protocol: icmp },
    { from: "2001:db8::/32", port: 53, protocol: udp },
  ]
}

security_group Alone {
  network: Main
  allow: [{ from: Data, port: 1 }]
}
