// Several containers, files, health, commands, and services that call each other.
network Main { nat: each }

service Orders {
  image:      "ghcr.io/example/orders@sha256:2bd806c97f0e00af1a1fc3328fa763a9269723c8db8fac4f93af71db186d6e90"
  ports:      [8080, { port: 9090, protocol: tcp }]
  cpu:        1 vCPU
  network:    Main
  discovery:  "orders"
  exec:       true
  user:       "1000"
  command:    ["serve", "--port", "8080"]
  health:     { command: "curl -f http://localhost:8080/", interval: 10 s, start: 30 s }
  files:      [{ path: "/data", file_system: "fs-0123456789abcdef0", access_point: "fsap-0123456789abcdef0" }, { path: "/share", volume: "share" }]
  after:      { Migrate: success, Proxy: healthy }
  deploy:     { min: 50%, max: 150% }
  stop_timeout: 60 s

  container Migrate { image: "ghcr.io/example/migrate:1", essential: false, secrets: { DB: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-AbCdEf:url::" } }
  container Proxy { image: "ghcr.io/example/proxy:1", health: "true", cpu: 0.25 vCPU, memory: 128 MB, files: { path: "/share", volume: "share", read_only: true } }
}

service Front {
  image:     "ghcr.io/example/front:1"
  port:      80
  network:   Main
  discovery: true

  can call Orders

  on http "/*"          { health: { path: "/", healthy: 2, interval: 10 s } }
  on http "/api/*"      { host: ["shop.example.com"] }
}

output url = Front.url
