‸ Jobs {
  dead_letter: { queue: Failed, after: 5 }
}
queue Failed {}
