network Main { nat: one }
service A {
  image:   "nginx"
  network: Main
  port:    80
  ports:   [81]
  env:     { A: "1", KEY: "2" }
  secrets: { KEY: "plain", OTHER: Main }
  after:   { Nothing: start, Helper: healthy, Migrate: success, A: start }
  files:   [{ path: "data", volume: "a" }, { path: "/a" }, { path: "/b", volume: "b", file_system: "fs-0123456789abcdef0" }]
  container Helper { image: "nginx" }
  container Migrate { command: ["x"] }
  container A { image: "nginx" }
}
