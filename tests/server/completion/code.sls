function Place {
  code: "src/‸"
}
