for na‸me in ["a", "b"] {
  queue Jobs[name] { name: "jobs-${name}" }
}
