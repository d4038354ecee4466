queue Jobs {
  override { Sqs‸ }
}
