network Main { nat: one }
load_balancer Front { network: Main, idle_timeout: 2 h, listener: "x", name: "a_b" }
service A {
  image: "nginx"
  network: Main
  port: 80
  on http "/a" { priority: 60000, health: "healthz", methods: [FETCH], drain: 2 h }
  on http "/b" { priority: 5 }
  on http "/c" { priority: 5 }
}
