// Defaults: the nearest wins, maps merge, lists replace, `null` takes away.
defaults queue { retain: 1 day, tags: { team: "shop", tier: "1" }, wait: 5 s }
queue A { tags: { tier: "2" } }
queue B { retain: 2 days, wait: null }
if true {
  defaults queue { delay: 1 s }
  queue C {}
}
