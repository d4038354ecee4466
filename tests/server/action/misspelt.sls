queue Q {
  visibilty‸: 30 s
  retian: 1 h
}
