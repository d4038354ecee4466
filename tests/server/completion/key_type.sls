table Orders {
  key: { id: ‸ }
}
