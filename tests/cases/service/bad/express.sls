network Main { nat: one }
service A {
  image:   "nginx"
  express: true
  network: Main
  spot:    50%
  user:    "1000"
  count:   1..2
  scale:   { cpu: 50%, memory: 50% }
  container B { image: "nginx" }
  on http "/*"
}
