function F {
  code: inline(‸)
}
