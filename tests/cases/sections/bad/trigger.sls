// A trigger in a queue.
queue Jobs {
  on schedule rate(5 min)
}
