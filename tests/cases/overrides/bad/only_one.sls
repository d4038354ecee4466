// A part of what is one resource.
queue Jobs {
  override Policy { A: 1 }
}
