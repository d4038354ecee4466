queue Q {
  visibility: 30‸
}
