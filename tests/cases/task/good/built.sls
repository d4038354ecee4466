// An image that is built of a folder is given as a parameter.
network Main { nat: one }

task Report {
  build:   "image"
  network: Main
  cluster: "shared"
  logs:    null
}
