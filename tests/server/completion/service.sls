function Work {
  can "dyn‸"
}
